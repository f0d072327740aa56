using OciArtifacts.Core.ArtifactTypes;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;

namespace OciArtifacts.Core.Authoring;

/// <summary>A plan that an <see cref="ArtifactAuthor"/> made.</summary>
public sealed class AuthoredArtifact
{
    private readonly ArtifactTypeCatalog _catalog;
    private readonly ArtifactInputs _inputs;
    private readonly FilledType? _type;

    internal AuthoredArtifact(ArtifactTypeCatalog catalog, ArtifactInputs inputs, FilledType? type, ArtifactPlan plan)
    {
        (_catalog, _inputs, _type) = (catalog, inputs, type);
        Plan = plan;
    }

    /// <summary>The plan, for an <see cref="ArtifactPacker"/>.</summary>
    public ArtifactPlan Plan { get; }

    /// <summary>The version by the rules of the type, such as the one in <c>Chart.yaml</c>; otherwise the version of the inputs.</summary>
    public string Version => _type?.Version ?? _inputs.Version;

    /// <summary>
    /// The last part of the repository name that the type requires, such as the name of a chart; <see langword="null"/> if the
    /// type permits any name.
    /// </summary>
    public string? RepositoryName => _type?.RepositoryName;

    /// <summary>
    /// Validates the packed artifact and its referrers against their types, and the destination against the rules of the type.
    /// </summary>
    /// <returns>
    /// All problems. An artifact is valid if none of them has the severity <see cref="FindingSeverity.Error"/>.
    /// </returns>
    /// <exception cref="OciException">Content cannot be read.</exception>
    public Task<IReadOnlyList<Finding>> ValidateAsync(PackedArtifact artifact, Destination destination, CancellationToken cancellation) =>
        new ArtifactValidation(_catalog, destination) { Type = _type }.FindAsync(_inputs, Plan, artifact, cancellation);
}
