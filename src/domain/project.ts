/** A group or sub-group. */
export interface Group {
  readonly id: number;
  readonly name: string;
  /** `group/sub-group`. */
  readonly fullPath: string;
  readonly webUrl: string;
}

/** A project, known by its full path; the rest only where a listing gave it. */
export interface Project {
  /** `group/sub-group/project`. */
  readonly fullPath: string;
  readonly id?: number;
  /** Container repositories it has, when the server counted them. */
  readonly repositoryCount?: number;
}
