-- 楼栋的层数和去留，点位，服务联系
/* Kinds are data: what a fire hydrant is called, and which bodies there are, differs from town to town. */
create table places.kind (
  family   text not null check (family in ('point', 'contact', 'body')),
  code     text not null,
  label    text not null,
  grouping text,
  duty     text,
  at       int not null,
  primary key (family, code)
);
comment on table places.kind is 'reference';

insert into places.kind (family, code, label, grouping, duty, at) values
  ('point', 'service', '党群（便民）服务中心', '办事', null, 1),
  ('point', 'police', '警务室', '办事', null, 2),
  ('point', 'clinic', '卫生室（服务站）', '办事', null, 3),
  ('point', 'school', '学校、幼儿园', '办事', null, 4),
  ('point', 'eldercare', '养老服务点', '办事', null, 5),
  ('point', 'market', '菜场', '生活', null, 6),
  ('point', 'park', '公园、广场', '生活', null, 7),
  ('point', 'toilet', '公厕', '生活', null, 8),
  ('point', 'parcel', '快递柜', '生活', null, 9),
  ('point', 'charging', '电动车充电处', '生活', null, 10),
  ('point', 'bin', '垃圾分类投放点', '生活', null, 11),
  ('point', 'board', '公示栏', '生活', null, 12),
  ('point', 'hydrant', '消防栓', '安全', null, 13),
  ('point', 'extinguisher', '微型消防站', '安全', null, 14),
  ('point', 'aed', '急救设备（AED）', '安全', null, 15),
  ('point', 'shelter', '应急避难处', '安全', null, 16),
  ('point', 'manhole', '井盖', '安全', null, 17),
  ('point', 'lamp', '路灯', '安全', null, 18),
  ('point', 'camera', '监控', '安全', null, 19),
  ('point', 'other', '其他', '其他', null, 99),
  ('contact', 'property', '物业', null, null, 1),
  ('contact', 'water', '供水', null, null, 2),
  ('contact', 'power', '供电', null, null, 3),
  ('contact', 'gas', '燃气', null, null, 4),
  ('contact', 'heating', '供暖', null, null, 5),
  ('contact', 'lift', '电梯', null, null, 6),
  ('contact', 'drain', '排水', null, null, 7),
  ('contact', 'police', '派出所', null, null, 8),
  ('body', 'congress', '居（村）民代表会议', '决策', '选举，讨论决定社区的重大事项', 1),
  ('body', 'party', '党组织', '领导', '领导和监督社区各项工作', 2),
  ('body', 'committee', '居（村）民委员会', '执行', '组织居民管理和服务，执行代表会议的决议', 3),
  ('body', 'coordination', '社区建设协调委员会', '协调', '由有威望的居民和驻区单位负责人协调对内对外的事务', 4),
  ('body', 'property', '物业公司', '服务', '小区的物业管理和服务，对居委会负责', 5),
  ('body', 'association', '社区社会组织', '服务', '提供服务，组织居民开展活动', 6),
  ('body', 'newcomers', '新市民管理委员会', '服务', '外来居民的服务和自我管理', 7),
  ('body', 'supervision', '居（村）务监督委员会', '监督', '监督财务、公开和决议的执行', 8),
  ('body', 'council', '议事会', '决策', '讨论决定日常事务', 9),
  ('body', 'cooperative', '集体经济组织', '其他', '经营和管理集体资产', 10),
  ('body', 'owners', '业主委员会', '其他', '代表业主，监督物业', 11),
  ('body', 'other', '其他', '其他', null, 99);

alter table places.building
  add column state  text not null default 'standing',
  add column floors int check (floors between 1 and 200),
  add column units  int check (units between 0 and 99),
  add column built  int,
  add column until  date,
  add check ((lon is null) = (lat is null)),
  drop constraint "places.buildingTaken";
/* Where one was pulled down another of the same number may be built. */
create unique index "places.buildingTaken" on places.building (community, name_key) where state = 'standing';

insert into kernel.work (community, machine, record, place, title, state, since)
  select community, 'places.building', id, place, estate || name, state, now() from places.building;
insert into kernel.standing (community, place, machine, state, n)
  select community, place, 'places.building', state, count(*) from places.building group by community, place, state;

create table places.point (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null constraint "places.noSuchGrid" references places.place,
  state     text not null,
  family    text not null generated always as ('point') stored,
  kind      text not null,
  number    text not null,
  name      text not null,
  lon       double precision,
  lat       double precision,
  address   text not null default '',
  phone     text not null default '',
  hours     text not null default '',
  note      text not null default '',
  primary key (community, id),
  constraint "places.noSuchKind" foreign key (family, kind) references places.kind,
  check (left(place, 12) = community),
  check ((lon is null) = (lat is null))
);
comment on table places.point is 'distributed by community';
create unique index "places.pointTaken" on places.point (community, kind, number, (case when number = '' then name end)) nulls not distinct where state <> 'gone';
create index point_place on places.point (place, kind);

/* A building's own comes before its estate's, the estate's before the grid's, the grid's before the community's. */
create table places.contact (
  community kernel.community not null,
  id        uuid not null,
  place     kernel.place not null constraint "places.noSuchPlace" references places.place,
  state     text not null,
  family    text not null generated always as ('contact') stored,
  kind      text not null,
  estate    text,
  building  uuid,
  name      text not null,
  phone     text not null,
  hours     text not null default '',
  note      text not null default '',
  primary key (community, id),
  constraint "places.noSuchKind" foreign key (family, kind) references places.kind,
  constraint "places.noSuchBuilding" foreign key (community, building) references places.building,
  check (left(place, 12) = community),
  check (length(place) >= 12)
);
comment on table places.contact is 'distributed by community';
create unique index "places.contactTaken" on places.contact (community, kind, place, estate, building) nulls not distinct where state = 'standing';
create index contact_place on places.contact (place);

select kernel.open('places');
