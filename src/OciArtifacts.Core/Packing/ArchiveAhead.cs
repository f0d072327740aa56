using OciArtifacts.Core.Packing.Caching;

namespace OciArtifacts.Core.Packing;

/// <summary>An archive that was packed ahead.</summary>
/// <param name="Path">Where it is until it is taken over.</param>
/// <param name="Stamp">Its stamp when it was whole.</param>
/// <param name="Archive">What it is.</param>
internal sealed record ArchiveAhead(string Path, FileStamp? Stamp, CachedLayer Archive)
{
    /// <summary>Moves it to the place of the layer, and says whether it is there, and what was packed.</summary>
    internal bool TryMoveTo(string path) => Stamp is not null && FileStamp.Of(Path) == Stamp && AtomicFile.TryMove(Path, path);
}
