import { createContext, use } from "react";

interface ReviewDoor {
  /** Lets a person choose a review file, which then opens; where it cannot, a sentence says why and all stays as it was. */
  choose(): void;
}

export const ReviewDoorContext = createContext<ReviewDoor | undefined>(undefined);

export function useReviewDoor(): ReviewDoor {
  const door = use(ReviewDoorContext);
  if (!door) throw new Error("There is no ReviewDoorContext above this component.");
  return door;
}
