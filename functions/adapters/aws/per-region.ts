/** Makes one client for each region that is asked for. */
export function perRegion<C>(make: (region: string) => C): (region: string) => C {
  const clients = new Map<string, C>();

  return (region) => {
    const client = clients.get(region) ?? make(region);
    clients.set(region, client);

    return client;
  };
}
