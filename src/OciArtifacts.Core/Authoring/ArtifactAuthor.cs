using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>
/// Makes the plan of an artifact from its files and values. The rules of the artifact type decide the layers, media types,
/// annotations and config. An <see cref="ArtifactPacker"/> packs the plan.
/// </summary>
/// <param name="catalog">The known types: <see cref="ArtifactTypeCatalog.BuiltIn"/>, and types of the author.</param>
public sealed class ArtifactAuthor(ArtifactTypeCatalog catalog)
{
    private readonly TypeReader _types = new(catalog);

    /// <summary>
    /// Makes the plan. It reads only files that describe the artifact, such as <c>Chart.yaml</c>; the packer reads all others.
    /// </summary>
    /// <returns>The plan, and the version and repository name that the type requires. Nothing is written.</returns>
    /// <exception cref="OciException">
    /// The type is unknown (<see cref="OciErrorCode.UnknownType"/>), a file is missing
    /// (<see cref="OciErrorCode.FileNotFound"/>), or the inputs do not fit the type.
    /// </exception>
    public async Task<AuthoredArtifact> PlanAsync(ArtifactInputs inputs, CancellationToken cancellation)
    {
        var type = await ReadTypeAsync(inputs, cancellation).ConfigureAwait(false);
        return new AuthoredArtifact(catalog, inputs, type, await PlanAsync(inputs, type, cancellation).ConfigureAwait(false));
    }

    /// <summary>Reads the type of the inputs; <see langword="null"/> for a media type without a definition.</summary>
    internal async Task<FilledType?> ReadTypeAsync(ArtifactInputs inputs, CancellationToken cancellation) =>
        _types.Find(inputs.TypeLabel, inputs.ArtifactType) is { } definition
            ? await TypeReader.ReadAsync(definition, inputs, cancellation).ConfigureAwait(false)
            : null;

    internal async Task<ArtifactPlan> PlanAsync(ArtifactInputs inputs, FilledType? type, CancellationToken cancellation)
    {
        var plan = new PlatformPlans(inputs, type?.Definition.MediaType ?? inputs.ArtifactType, type).Build();
        return plan with { Referrers = await new FileReferrers(_types, inputs).PlanAsync(cancellation).ConfigureAwait(false) };
    }
}
