using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Build.Packing;

/// <summary>What a packing has decided before it opens the first file of the artifact.</summary>
/// <param name="Artifact">The plan of the artifact.</param>
/// <param name="Destination">Where it goes.</param>
/// <param name="Inputs">What the project says of it.</param>
/// <param name="Type">The type, where it is a defined one.</param>
/// <param name="Catalog">The types that are known.</param>
internal sealed record PackPlan(
    ArtifactPlan Artifact, Destination Destination, ArtifactInputs Inputs, FilledType? Type, ArtifactTypeCatalog Catalog);
