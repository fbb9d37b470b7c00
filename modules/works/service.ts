/** The work behind the works module's contract: opening, choosing, building and finishing have files of their own, so have samples and visits. */
import { serve } from '../../kernel/server.ts'
import { catalogue } from './catalogue.ts'
import { works } from './contract.ts'
import { listDraws, movingDraws, planDraw, publicDraws, readDraw } from './draw.ts'
import { households, review } from './households.ts'
import { openProject } from './open-project.ts'
import { movingProjects } from './project.ts'
import { listProjects, readProject } from './project-read.ts'
import { publicProject, publicProjects } from './published.ts'
import { may } from './rules.ts'
import { listVisits, movingVisits, planVisit, readVisit } from './visit.ts'
import { mayVisit } from './visit-rules.ts'

serve(works, {
  may: { ...may, ...mayVisit },
  do: {
    catalogue,
    openProject,
    projects: listProjects,
    project: readProject,
    publicProjects,
    publicProject,
    households,
    review,
    planDraw,
    draws: listDraws,
    draw: readDraw,
    publicDraws,
    planVisit,
    visits: listVisits,
    visit: readVisit,
  },
  records: [movingProjects, movingDraws, movingVisits],
})
