import { type JobType, jobTypes } from '@licet/contracts';
import { IsBoolean, IsDefined, IsIn } from 'class-validator';
import { Moment } from '../http/moment.ts';
import { Optional, Part } from '../http/rules.ts';

class InputPart {
  /** The time that the job takes for the present one. [JOB-10] */
  @Moment()
  @Optional()
  clock?: string;
}

/** A job to be done. [API-JOB-01, API-JOB-02] */
export class CreateJobBody {
  static readonly readOnly: readonly string[] = [
    ...['id', 'object', 'createdAt', 'updatedAt', 'version', 'status', 'progress', 'run', 'result', 'requestedBy'],
    ...['startedAt', 'finishedAt'],
  ];
  static readonly example: object = { type: 'daily.cleanup', dryRun: true };

  @IsIn(jobTypes)
  @IsDefined()
  type!: JobType;

  @Part(() => InputPart)
  @Optional()
  input?: InputPart;

  @IsBoolean()
  @Optional()
  dryRun?: boolean;
}
