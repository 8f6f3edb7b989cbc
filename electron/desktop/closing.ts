interface Closing {
  readonly platform: NodeJS.Platform;
  /** The application ends: by its menu, by the tray, or with the session. */
  readonly isQuitting: boolean;
  readonly hasTray: boolean;
  readonly keepSending: boolean;
  /** A schedule, or something that is being sent. */
  readonly worksAlone: boolean;
  readonly toldOfHiding: boolean;
}

/**
 * What closing the window does: it hides where work goes on, which is said once; else it ends Steward. Where no icon would be
 * left to come back by it always ends it. On a Mac the dock is there, and an application that is to stay does so whatever it
 * is at. Pure.
 */
export function planClose(closing: Closing): { readonly hide: boolean; readonly tell: boolean } {
  const { platform, isQuitting, hasTray, keepSending, worksAlone, toldOfHiding } = closing;
  const canComeBack = platform === "darwin" || (hasTray && worksAlone);
  const hide = !isQuitting && keepSending && canComeBack;
  return { hide, tell: hide && worksAlone && !toldOfHiding };
}
