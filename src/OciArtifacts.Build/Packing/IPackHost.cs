using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Packing;

/// <summary>The services of the build that a packing uses.</summary>
internal interface IPackHost
{
    /// <summary>Claims the destination for this project.</summary>
    /// <exception cref="Core.OciException">
    /// Another project of the build has claimed it (<see cref="Core.OciErrorCode.PlaceTaken"/>).
    /// </exception>
    void Claim(Destination destination);

    /// <summary>Reports the findings of the checks.</summary>
    void Report(IReadOnlyList<Finding> findings);

    /// <summary>Logs a layer that was packed.</summary>
    void Log(PackedLayer layer);
}
