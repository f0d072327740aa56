namespace OciArtifacts.TestKit.Registry;

internal interface IEndpoint
{
    /// <summary>Answers, or throws a <see cref="RegistryRefusal"/>.</summary>
    Task AnswerAsync(Exchange exchange);
}
