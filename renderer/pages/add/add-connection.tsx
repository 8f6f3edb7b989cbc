import { PageTitle } from "../../components/page-title.tsx";

export function AddConnection() {
  return <PageTitle title="AddConnection" />;
}
