import { PageTitle } from "../../components/page-title.tsx";

export function ConnectionPage({ id, tab }: { id: string; tab: string | undefined }) {
  return <PageTitle title={`${id} ${tab}`} />;
}
