/** The id of the model of Amazon Bedrock that a text is: by itself, of an inference profile, or in an ARN; of none that generates nothing. */
export function modelNamed(text: string): string | undefined {
  return models.exec(text)?.[1];
}

const models =
  /^(?:arn:aws[a-z-]{0,20}:bedrock:[a-z\d-]{0,20}:\d{0,12}:(?:foundation-model|inference-profile)\/)?((?:[a-z]{2,6}\.)?(?:ai21|amazon|anthropic|cohere|deepseek|meta|mistral|openai|qwen|writer)\.(?!titan-embed|embed-)\w[\w.:]{0,30}-[\w.:-]{1,80})$/;
