using OciArtifacts.Core.Model;

namespace OciArtifacts.Core.Content;

/// <summary>What some sources can do beside: say what a tag names.</summary>
public interface ITagResolver
{
    /// <summary>What the tag names, or <see langword="null"/> where there is no such tag.</summary>
    /// <exception cref="OciException">The source cannot be asked.</exception>
    Task<Descriptor?> ResolveAsync(string tag, CancellationToken cancellation);
}
