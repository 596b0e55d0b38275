/** What went wrong, and what would help: printed as it is, without a stack. */
export class Failure extends Error {
  constructor(message, ...help) {
    super(message);
    this.help = help;
    this.exitCode = 1;
  }
}
