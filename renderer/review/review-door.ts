import { createContext, use } from "react";

interface ReviewDoor {
  /** Opens a review file over the pages; where it cannot be opened, a sentence says why and all stays as it was. */
  open(file: File): Promise<void>;
}

export const ReviewDoorContext = createContext<ReviewDoor | undefined>(undefined);

export function useReviewDoor(): ReviewDoor {
  const door = use(ReviewDoorContext);
  if (!door) throw new Error("There is no ReviewDoorContext above this component.");
  return door;
}
