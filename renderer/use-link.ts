import { useRouter } from "wouter";
import { linkTo } from "./routes.ts";

/** As linkTo, for what is also shown in a review: there a link stays in it. */
export function useLink(): (place: string) => string {
  const { base } = useRouter();
  return (place) => linkTo(`${base}${place}`);
}
