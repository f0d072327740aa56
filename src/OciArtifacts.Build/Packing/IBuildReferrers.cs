using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Packing;

/// <summary>Promises referrers that the build itself makes, such as an SBOM.</summary>
internal interface IBuildReferrers
{
    /// <summary>The promises for an artifact. They stand behind those of the project's files, in the order of the settings.</summary>
    /// <param name="subject">The planned artifact.</param>
    IReadOnlyList<ReferrerPromise> PromisesFor(ReferrerContext subject);
}
