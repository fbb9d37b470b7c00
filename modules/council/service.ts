/** The work behind the council module's contract: bodies, topics, meetings, resolutions and ballots each have a file of their own. */
import { serve } from '../../kernel/server.ts'
import { mayAct } from './acts.ts'
import { mayBallot } from './ballot-rules.ts'
import { ballotDo, ballotRecords } from './ballot-service.ts'
import { formBody, movingBodies } from './body.ts'
import { listBodies, publicBodies, readBody } from './body-read.ts'
import { council } from './contract.ts'
import { grantMandate, movingMandates } from './mandate.ts'
import { movingMeetings, planMeeting } from './meeting.ts'
import { listMeetings, publicMeetings, readMeeting } from './meeting-read.ts'
import { movingResolutions } from './resolution.ts'
import { listResolutions, publicResolution, publicResolutions, readResolution } from './resolution-read.ts'
import { may } from './rules.ts'
import { movingTopics, propose, raise } from './topic.ts'
import { listTopics, myTopics, publicTopic, publicTopics, readTopic } from './topic-read.ts'

serve(council, {
  may: { ...may, ...mayBallot },
  do: {
    bodies: listBodies,
    body: readBody,
    publicBodies,
    formBody,
    grantMandate,
    propose,
    raise,
    topics: listTopics,
    topic: readTopic,
    myTopics,
    publicTopics,
    publicTopic,
    planMeeting,
    meetings: listMeetings,
    meeting: readMeeting,
    publicMeetings,
    resolutions: listResolutions,
    resolution: readResolution,
    publicResolutions,
    publicResolution,
    mayAct,
    ...ballotDo,
  },
  records: [movingBodies, movingMandates, movingTopics, movingMeetings, movingResolutions, ...ballotRecords],
})
