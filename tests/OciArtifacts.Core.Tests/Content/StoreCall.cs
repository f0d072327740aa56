using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Tests.Content;

/// <summary>A call of a store.</summary>
internal sealed record StoreCall(string Verb, Descriptor? Content, string? Tag, CancellationToken Cancellation);
