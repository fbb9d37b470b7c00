/**
 * 公共服务和社会管理的目录：七类，每一项由谁提供、钱从哪里来。各县可以改。
 * The catalogue of essay 1: seven classes, and for each item who provides it and on which principle it is paid for. The
 * official list of fifty-nine items was not to be found; this one is our reconstruction and says so. Pure data.
 */

export const RECONSTRUCTED = '示例目录，非官方：七类的名称见于公开资料，五十九项是我们整理的，请按当地目录核对'

/** 篇1 二（二）4「分类目录」 */
export const classes = {
  1: { label: '文体类' },
  2: { label: '教育类' },
  3: { label: '医疗卫生类' },
  4: { label: '就业和社会保障类' },
  5: { label: '农村基础设施和环境建设类' },
  6: { label: '农业生产服务类' },
  7: { label: '社会管理类' },
} as const
export type ClassName = keyof typeof classes

export const fundings = {
  public: { label: '公共性服务，政府承担' },
  welfare: { label: '福利性服务，社会承担、适度补贴' },
  business: { label: '经营性服务，市场化供给' },
} as const

/** Who decides what is done and how, and who does it. */
export const providers = {
  government: { label: '政府为主', funding: 'public', says: '由政府部门制定计划并负责实施' },
  village: { label: '村（居）自治组织为主', funding: 'welfare', says: '由会议决定内容和方式，村（居）委会组织实施' },
  market: { label: '市场为主', funding: 'business', says: '政策引导、资金扶持、贷款贴息，政府监管' },
} as const
export type Provider = keyof typeof providers

const government = (label: string) => ({ label, provider: 'government' as const })
const village = (label: string) => ({ label, provider: 'village' as const })
const market = (label: string) => ({ label, provider: 'market' as const })

/** The first digit is the class. */
export const items = {
  101: government('广播电视村村通'),
  102: government('电影放映'),
  103: village('农家书屋、报刊阅览'),
  104: village('文化活动室开放'),
  105: village('群众文体活动'),
  106: village('体育器材设施维护'),
  107: village('乡土文化保护'),
  108: market('网络信息接入'),
  201: government('学前教育'),
  202: government('义务教育就近服务'),
  203: government('成人与技能培训'),
  204: village('科普宣传'),
  205: village('家庭教育、四点半课堂'),
  301: government('村卫生站'),
  302: government('预防接种'),
  303: government('妇幼保健'),
  304: government('慢病随访'),
  305: village('健康教育'),
  306: village('公共卫生消杀'),
  307: village('医保参保代办'),
  308: market('家庭医生签约与购药'),
  401: government('就业信息'),
  402: government('技能培训'),
  403: government('劳动维权'),
  404: government('居民养老保险经办'),
  405: government('社会救助协办'),
  406: government('残疾人服务'),
  407: government('优抚服务'),
  408: village('养老日间照料'),
  409: village('邻里互助慈善'),
  410: market('居家养老有偿服务'),
  501: government('村道建设'),
  502: village('组道与入户路'),
  503: village('桥涵'),
  504: village('灌溉沟渠'),
  505: village('安全饮水'),
  506: government('电网'),
  507: market('燃气'),
  508: market('通信'),
  509: village('路灯'),
  510: village('垃圾收集'),
  511: village('公共区域保洁'),
  512: village('污水与公厕'),
  513: village('绿化'),
  514: village('河塘清淤'),
  601: government('农技推广'),
  602: government('动植物疫病防控'),
  603: government('农产品质量检测'),
  604: government('气象与灾害预警'),
  605: market('农机作业'),
  606: market('农资供应'),
  607: market('农产品购销与电商'),
  701: village('治安巡逻'),
  702: village('人民调解'),
  703: government('法律援助'),
  704: village('流动人口服务'),
  705: village('安全与消防'),
  706: village('便民代办'),
  707: government('信访接待'),
} as const
type ItemNumber = keyof typeof items
export type ItemCode = `${ItemNumber}`

export const itemOf = (code: string) => items[Number(code) as ItemNumber]
export const classOf = (code: string): ClassName => Number(code[0]) as ClassName
