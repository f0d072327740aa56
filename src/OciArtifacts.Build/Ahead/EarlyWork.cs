using Microsoft.Build.Framework;
using OciArtifacts.Build.Engine;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Ahead;

/// <summary>The early work of one project. The engine keeps its results from one task to the next.</summary>
/// <param name="engine">The engine of the build.</param>
/// <param name="workFolder">The folder with the packed artifact of the project, an absolute path.</param>
internal sealed class EarlyWork(IBuildEngine engine, string workFolder) : IEarlyWork
{
    /// <summary>Whether the tags may be resolved as soon as the destination is known.</summary>
    internal bool AsksTags { get; init; } = true;

    /// <inheritdoc/>
    public IEarlyArchives? TakeArchives() => EarlyLayers.Take(engine, workFolder);

    /// <inheritdoc/>
    public void DestinationIsKnown(Destination destination, RegistryOptions options)
    {
        if (AsksTags) EarlyTags.Start(engine, workFolder, destination, options);
    }

    /// <inheritdoc/>
    public async Task<bool> AreTagsAnsweredAsync(Destination destination) =>
        KeptForBuild<EarlyTags>.Find(engine, workFolder) is { } tags
        && tags.IsOf(destination)
        && !await tags.HasFailedAsync().ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<TagAnswers?> TakeTagsAsync(Destination destination, CancellationToken cancellation)
    {
        var tags = KeptForBuild<EarlyTags>.Take(engine, workFolder);
        return tags is null || !tags.IsOf(destination) ? null : await tags.AnswersAsync(cancellation).ConfigureAwait(false);
    }
}
