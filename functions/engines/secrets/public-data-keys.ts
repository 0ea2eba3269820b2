/**
 * Whether a variable holds, by its name, the key of a service that hands out public data alone: the weather, films, news, rates,
 * prices and registers. Who has it reads what all read, in the name of its owner.
 */
export function isOfPublicData(variable: string): boolean {
  return services.test(variable.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase());
}

const services =
  /^(?:ALPHA_?VANTAGE|OPEN_?WEATHER(?:_?MAP)?|OWM|ACCU_?WEATHER|WEATHER(?:_?API|_?STACK|_?BIT)?|NEWS(?:_?API)?|G_?NEWS|TMDB|OMDB|UNSPLASH|PEXELS|PIXABAY|GIPHY|TENOR|EXCHANGE_?RATES?(?:_?API)?|FIXER|FINNHUB|MARKET_?STACK|NASA|RAWG|COMPANIES_?HOUSE|IP_?INFO|IP_?STACK|SPOONACULAR|LAST_?FM|COIN_?MARKET_?CAP|COIN_?GECKO)_(?:API_?)?(?:KEY|TOKEN|APP_?ID|ACCESS_?KEY|ACCESS_?TOKEN)$/;
