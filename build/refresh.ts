import { bundle, isBundleStale } from "./bundle.ts";

/** Before the pages are shown from a checkout: they are built from the sources as these are now. */
if (isBundleStale()) await bundle();
