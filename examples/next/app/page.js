export default function Page() {
  return <p>The list is at /twilio/v1/CustomerProfiles.</p>;
}
