using OciArtifacts.Core.ArtifactTypes.Definitions;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>Chooses the form in which a manifest states its type (image-spec 1.1, manifest.md, "artifactType").</summary>
internal static class ImageSpecs
{
    /// <summary>The form that the author chose, or else the form of the type.</summary>
    /// <exception cref="OciException">
    /// The type has no <c>artifactType</c>, and the author chose 1.1 (<see cref="OciErrorCode.InvalidSetting"/>).
    /// </exception>
    internal static ImageSpecVersion Of(ImageSpecVersion? chosen, ArtifactTypeDefinition? type)
    {
        if (type is not { ArtifactType: null }) return chosen ?? ImageSpecVersion.V1_1;
        return chosen != ImageSpecVersion.V1_1 ? ImageSpecVersion.V1_0 : throw new OciException(
            OciErrorCode.InvalidSetting,
            $"The form 1.1 of the image specification was chosen, but {type.Title} has no artifactType: "
            + "its consumers know it by its config. Take the choice out.")
        {
            Remedy = Remedy.ImageSpec,
        };
    }
}
