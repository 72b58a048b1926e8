/** A customer as the sample and the walkthrough's inserts write it; what SQL shows is in lower case. */
export function customer(id: number): Readonly<Record<string, string>> {
  return { cust_id: String(id), name: `Customer Name ${id}` };
}

/** The same after the walkthrough's update. */
export function customerUpdated(id: number): Readonly<Record<string, string>> {
  return { cust_id: String(id), name: `Customer Name update ${id}`, mktsegment: `Market segment update ${id}` };
}

/** A customer whose name is longer than the sample's column could hold before it was widened. */
export function customerOfLongName(id: number): Readonly<Record<string, string>> {
  return { cust_id: String(id), name: `Customer Name ${id}${'!'.repeat(300)}` };
}
