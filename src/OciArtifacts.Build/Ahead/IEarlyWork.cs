using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Ahead;

/// <summary>
/// Work that is done before it is needed, while the project is built or packed. The default does nothing: packing and pushing are complete
/// without it, and give the same artifact.
/// </summary>
internal interface IEarlyWork
{
    /// <summary>The archives that are being packed early; the caller disposes them.</summary>
    IEarlyArchives? TakeArchives() => null;

    /// <summary>The destination is known, and the push will come: its tags can be asked for.</summary>
    void DestinationIsKnown(Destination destination, RegistryOptions options)
    {
        // By default, the push asks when it comes.
    }

    /// <summary>
    /// Waits for the early question for tags of the destination's repository. <see langword="false"/> where that question
    /// failed, or was not asked.
    /// </summary>
    Task<bool> AreTagsAnsweredAsync(Destination destination) => Task.FromResult(false);

    /// <summary>The tags of the destination that were asked for early; <see langword="null"/> where none were.</summary>
    Task<TagAnswers?> TakeTagsAsync(Destination destination, CancellationToken cancellation) => Task.FromResult<TagAnswers?>(null);
}
