/** The practice API and its district, as a host gives them to the core: they know nothing of it. */
export interface PracticePort {
  /** Throws AppError("conflict") for a port that cannot be had; 0 is any free one. */
  start(options: StartOptions): Promise<RunningPractice>;
  /** Writes an invented district with mistakes in it. Throws AppError("cancelled"). */
  generate(folder: string, district: District, told: Told): Promise<{ records: number; mistakes: number }>;
  /** Takes the mistakes out of its files again. */
  mend(folder: string, district: District): Promise<void>;
}

interface StartOptions {
  readonly port: number;
  readonly key: string;
  readonly secret: string;
  /** The file in which it keeps what it was sent. */
  readonly keep: string;
}

export interface RunningPractice {
  readonly url: string;
  close(): Promise<void>;
}

/** The same gives the same files. */
interface District {
  readonly students: number;
  readonly faults: string;
}

interface Told {
  readonly progress: (records: number) => void;
  readonly signal: AbortSignal;
}
