/** The desk's look: antd's tokens, few and quiet. Every text colour keeps 4.5:1 on white; red belongs to what is late alone. */
import type { ThemeConfig } from 'antd'

export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#0b57c4',
    colorInfo: '#0b57c4',
    colorLink: '#0b57c4',
    colorPrimaryHover: '#1463cf',
    colorLinkHover: '#1463cf',
    colorError: '#c02a1b',
    colorWarning: '#9a5b00',
    colorSuccess: '#1a7340',
    colorText: '#17202b',
    colorTextSecondary: '#46515f',
    colorTextTertiary: '#5b6675',
    colorTextQuaternary: '#5f6a79',
    colorTextPlaceholder: '#5f6a79',
    colorTextDisabled: '#5f6a79',
    colorBorder: '#c9d0d9',
    colorBorderSecondary: '#e4e8ed',
    colorBgLayout: '#f3f5f8',
    borderRadius: 5,
    fontSize: 14,
    fontFamily:
      "-apple-system, BlinkMacSystemFont, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
  components: {
    Table: {
      headerBg: '#f7f9fb',
      headerColor: '#46515f',
      headerSplitColor: 'transparent',
      cellPaddingBlockSM: 7,
      cellPaddingInlineSM: 10,
      rowHoverBg: '#f2f6fd',
      borderColor: '#e9edf1',
    },
    Form: { itemMarginBottom: 16, verticalLabelPadding: '0 0 4px', labelColor: '#17202b' },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    Tooltip: { colorBgSpotlight: '#17202b' },
    Pagination: { itemActiveBg: '#eaf1fc' },
  },
}

/** One hue from pale to full, for maps; the last two carry white text. */
export const scale = ['#f0f4fa', '#cfdff5', '#9fbfea', '#5f92db', '#2a6bcb', '#0b57c4', '#083f8f'] as const
export const colours = { in: '#8db3e6', out: '#1a7340', late: '#c02a1b' } as const
