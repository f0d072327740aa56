using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Packing;

/// <summary>What a packing needs of the build that it runs in.</summary>
internal interface IPackHost
{
    /// <summary>Claims the destination for this project.</summary>
    /// <exception cref="Core.OciException">Another project of the build has it (<see cref="Core.OciErrorCode.PlaceTaken"/>).</exception>
    void Claim(Destination destination);

    /// <summary>Reports what the checks found.</summary>
    void Report(IReadOnlyList<Finding> findings);

    /// <summary>Logs a layer that was packed.</summary>
    void Log(PackedLayer layer);
}
