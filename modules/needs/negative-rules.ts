/**
 * 负面清单：专项资金不能用在哪些事上，各有一句话的理由和生效的日子；清单改了，加一行、给旧的一行写上截止日，旧的决定不变。
 * What the public-service fund may not pay, as data: three principles (CF-07), the usual bans (CF-08), and what is no project.
 */
export type Ban = { label: string; says: string; source: string; from: string; until?: string }

const since2018 = '2018-01-01'
export const bans = {
  private: {
    label: '个人自己的事',
    says: '应由个人付费的事，如物业费、自家维修，不能用大家的钱',
    source: 'CF-07(1)',
    from: since2018,
  },
  liable: {
    label: '有人该负责的事',
    says: '有责任主体的事，如开发商保修、房管部门管的公房，应由责任人办',
    source: 'CF-07(2)',
    from: since2018,
  },
  government: {
    label: '政府该办的事',
    says: '政府职责内的事由政府出钱办，如社区工作者报酬；已记下，可以转过去',
    source: 'CF-07(3)',
    from: since2018,
  },
  pay: {
    label: '发工资奖金',
    says: '不能给干部发报酬、奖金、补贴：办事不养人',
    source: 'CF-08;CF-09',
    from: since2018,
  },
  debt: { label: '还债', says: '除经议决的公共服务融资外，不能用来还债', source: 'CF-08', from: since2018 },
  hospitality: { label: '招待、旅游、用车', says: '不能用于招待、旅游、购车用车', source: 'CF-08', from: since2018 },
  cash: { label: '发钱发物', says: '不能给居民发现金、购物卡', source: 'CF-08', from: since2018 },
  offices: { label: '办公经费', says: '不能用于党组织、政府和自治组织的办公开支', source: 'CF-08', from: since2018 },
  business: { label: '经营投资', says: '不能用于生产经营和投资', source: 'CF-08', from: since2018 },
  under: { label: '已经在办', says: '已有安排或正在办，不另立项目', source: 'assumption', from: since2018 },
  unclear: { label: '说不清要办什么', says: '问过仍不清楚要办什么，办不成项目', source: 'assumption', from: since2018 },
} as const satisfies Record<string, Ban>
export type BanName = keyof typeof bans

export const inForce = ({ from, until }: Ban, day: string): boolean =>
  from <= day && (until === undefined || day <= until)
