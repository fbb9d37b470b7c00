/** What the needs module promises: a survey asked door by door, one sheet for each household, and an end for every wish. */
import { contract } from '../../kernel/contract.ts'
import { sheetOps } from './sheet-contract.ts'
import { surveyOps } from './survey-contract.ts'
import { wishOps } from './wish-contract.ts'

export const needs = contract('needs', '需求摸底', { ...surveyOps, ...sheetOps, ...wishOps })
