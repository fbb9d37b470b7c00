/** 篇6 新型社区服务与管理的问题和对策：职责、经费、公共服务组织、队伍、监督。 */
import type { Clause } from '../../clauses.ts'

export const essay06: Clause[] = [
  { id: '篇6 引言', says: '服务面向社区的每一个家庭', owner: 'services' },
  { id: '篇6 一（一）', says: '街道和社区的每项职责都说得出法律依据', owner: 'affairs' },
  { id: '篇6 一（二）', says: '职责有清单、有边界、有计划，新增任务要准入，责权利对应', owner: 'affairs' },
  { id: '篇6 一（三）「经费」', says: '服务经费的来源和保障', owner: 'money' },
  { id: '篇6 一（三）「编制与待遇」', says: '编制、待遇与承担的责任相称', owner: 'team' },
  { id: '篇6 二（一）「资金筹措」', says: '政府投入为主、社会支持为辅，各笔来源可查', owner: 'money' },
  { id: '篇6 二（一）「肯定与支持」', says: '承办服务项目的个人和团体得到肯定和支持', owner: 'charity' },
  { id: '篇6 二（二）「服务组织」', says: '自主、非营利、合法的公共服务组织可以登记并承担服务', owner: 'charity' },
  { id: '篇6 二（二）「权力下放」', says: '政府的部分服务事项交给社会组织', owner: 'charity' },
  { id: '篇6 二（三）「资格证书」', says: '社区工作者持证上岗，证书有期限', owner: 'team' },
  { id: '篇6 二（三）「引进培训淘汰」', says: '人员的招聘、培训、考核、退出', owner: 'team' },
  { id: '篇6 二（三）「监督机制」', says: '人大、政协、媒体和居民能监督社区工作', owner: 'portal' },
  { id: '篇6 二（三）「透明度」', says: '服务和管理工作公开透明', owner: 'portal' },
]
