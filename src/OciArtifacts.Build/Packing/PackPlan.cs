using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Packing;

/// <summary>The result of the first step of a packing, made before the packing opens a file of the artifact.</summary>
/// <param name="Artifact">The plan of the artifact.</param>
/// <param name="Destination">The destination of the artifact.</param>
/// <param name="Inputs">The inputs from the project.</param>
/// <param name="Type">The artifact type; <see langword="null"/> where the type has no definition.</param>
/// <param name="Catalog">The known artifact types.</param>
internal sealed record PackPlan(
    ArtifactPlan Artifact, Destination Destination, ArtifactInputs Inputs, FilledType? Type, ArtifactTypeCatalog Catalog);
