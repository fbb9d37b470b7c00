/**
 * 议事与表决的规矩：表决在 ballot-rules.ts，票面在 sheet-rules.ts，法定人数在 body-rules.ts，计票的提示在 count-rules.ts。
 * The law of this module, by the files beside it.
 */
import { mayBallot } from './ballot-rules.ts'

export const may = { ...mayBallot }
