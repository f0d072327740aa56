using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Ahead;

/// <summary>
/// Work of the packing and the push that begins earlier, while the project is built or packed. The default does
/// nothing: packing and pushing are complete without early work, and make the same artifact.
/// </summary>
internal interface IEarlyWork
{
    /// <summary>The archives that are being packed early; the caller disposes them.</summary>
    IEarlyArchives? TakeArchives() => null;

    /// <summary>
    /// Tells that the destination is known and a push will follow, so that its tags can be resolved now.
    /// </summary>
    void DestinationIsKnown(Destination destination, RegistryOptions options)
    {
        // By default, the push itself resolves the tags.
    }

    /// <summary>
    /// Waits for the early question for tags of the destination's repository. <see langword="false"/> where that question
    /// failed, or was not asked.
    /// </summary>
    Task<bool> AreTagsAnsweredAsync(Destination destination) => Task.FromResult(false);

    /// <summary>
    /// The tags of the destination that were resolved early; <see langword="null"/> where that did not begin.
    /// </summary>
    Task<TagAnswers?> TakeTagsAsync(Destination destination, CancellationToken cancellation) => Task.FromResult<TagAnswers?>(null);
}
