using OciArtifacts.Build.Incremental;
using OciArtifacts.Build.Planning;
using OciArtifacts.Build.Reporting;
using OciArtifacts.Core;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Build.Packing;

/// <summary>The parts of an index: packed by inner builds of this publish, or published by other machines.</summary>
/// <param name="sources">The parts as the project names them.</param>
/// <param name="runtimes">The runtimes that the index must have; none if any are right.</param>
/// <param name="frameworks">The frameworks that the index must have; none if any are right.</param>
/// <param name="options">The options of the registry connections.</param>
internal sealed class IndexParts(
    IReadOnlyList<PartSource> sources, IReadOnlyList<string> runtimes, IReadOnlyList<string> frameworks, RegistryOptions options)
    : IDisposable
{
    private readonly RegistryPool _pool = new();

    /// <summary>Whether the registry is asked for the referrers of published parts, also where they are not copied.</summary>
    internal bool ListsReferrers { get; init; }

    /// <summary>The referrers of published parts that <see cref="ReadAsync"/> found, by the digest of the part.</summary>
    internal IReadOnlyDictionary<Digest, IReadOnlyList<Descriptor>> Referrers { get; private set; } =
        new Dictionary<Digest, IReadOnlyList<Descriptor>>();

    public void Dispose() => _pool.Dispose();

    /// <summary>Finds all parts and checks that they make one index.</summary>
    /// <param name="artifactType">The artifact type of each part.</param>
    /// <param name="destination">The destination of the index. A part that is elsewhere brings its referrers.</param>
    /// <param name="trackInput">Called for each file that is read.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>The entries of the index in their order.</returns>
    /// <exception cref="OciException">
    /// A part is missing, exists twice or has another type (<see cref="OciErrorCode.InvalidPart"/>), is not in its registry any
    /// more (<see cref="OciErrorCode.ContentNotFound"/>), or the registry cannot be asked.
    /// </exception>
    internal async Task<IReadOnlyList<PlannedEntry>> ReadAsync(
        string artifactType, Destination destination, Action<string> trackInput, CancellationToken cancellation)
    {
        var parts = new List<IndexPart>();
        foreach (var source in sources)
        {
            if (Directory.Exists(source.Place)) parts.Add(Packed(source));
            else if (Reference.TryParse(source.Place, out var reference)) await AddAsync(source, reference, []).ConfigureAwait(false);
            else
            {
                trackInput(source.Place);
                var report = ReportOf(source);
                var known = source.Or(report.RuntimeIdentifier, report.TargetFramework);
                await AddAsync(known, report.Place!, report.Referrers).ConfigureAwait(false);
            }
        }

        Check(parts, artifactType);
        Referrers = parts.GroupBy(part => part.Artifact.Root.Digest)
            .ToDictionary(part => part.Key, part => part.First().Referrers);
        return IndexPart.Entries(parts);

        async Task AddAsync(PartSource source, Reference reference, IReadOnlyList<Digest> named) => parts.AddRange(
            await new PublishedPart(source, reference, Open(reference), IsElsewhere(reference, destination))
            {
                Named = named,
                ListsReferrers = ListsReferrers,
            }.ReadAsync(cancellation).ConfigureAwait(false));
    }

    private static PublishReport ReportOf(PartSource source)
    {
        if (!File.Exists(source.Place))
        {
            throw new OciException(
                OciErrorCode.FileNotFound,
                $"The OciArtifactIndexEntry '{source.Place}' is neither a report file that exists nor registry/repository@digest. "
                    + "A part that was not published has no report.");
        }

        var report = PublishReport.Read(source.Place, OciErrorCode.InvalidPart);
        return report.Place is not null ? report : throw Invalid(
            $"The report '{source.Place}' is of an artifact that was not pushed, so there is nothing to join. Set OciArtifactRegistry there.");
    }

    private RegistryRepository Open(Reference reference) =>
        _pool.Client(reference.Registry, options).Repository(reference.Repository);

    private static bool IsElsewhere(Reference reference, Destination destination) =>
        reference.Registry != destination.Registry || reference.Repository != destination.Repository;

    private static IndexPart Packed(PartSource source)
    {
        var record = new ReceiptFile(source.Place).ReadPacked()?.Record ?? throw new OciException(
            OciErrorCode.FileAccess, $"No packed artifact can be read in '{source.Place}'. Pack first.");

        if (record.Root.Digest.ToString() != source.Digest)
        {
            throw Invalid($"Two inner builds packed into '{source.Place}'. Each runtime and framework needs its own folder below obj: "
                + "leave AppendRuntimeIdentifierToOutputPath and AppendTargetFrameworkToOutputPath as they are.");
        }

        // An inner build packs on this machine, so all of its content is here.
        var artifact = record.Open(static place => throw new ArgumentException(place, nameof(place)));
        var platform = Platform.FromRuntimeIdentifier(source.RuntimeIdentifier);
        return new IndexPart(artifact, artifact.ArtifactType, source.RuntimeIdentifier, source.TargetFramework, platform);
    }

    private void Check(List<IndexPart> parts, string artifactType)
    {
        var foreign = parts.Find(part => part.ArtifactType != artifactType);
        if (foreign is not null)
        {
            throw Invalid($"The part for {foreign.Name} ({foreign.Artifact.Root.Digest}) has the type {foreign.ArtifactType}, "
                + $"but the index has {artifactType}.");
        }

        var twice = parts.GroupBy(part => (part.Platform, part.RuntimeIdentifier, part.TargetFramework))
            .FirstOrDefault(group => group.Skip(1).Any());
        if (twice is not null)
        {
            throw Invalid($"Two parts are for {twice.First().Name}: {twice.First().Artifact.Root.Digest} and "
                + $"{twice.Skip(1).First().Artifact.Root.Digest}. Name each part once.");
        }

        CheckRequired(parts);
    }

    // Each required framework with each required runtime.
    private void CheckRequired(List<IndexPart> parts)
    {
        if (runtimes.Count + frameworks.Count == 0) return;
        bool IsRuntime(IndexPart part, string? runtime) => runtime is null || part.RuntimeIdentifier == runtime;
        bool IsFramework(IndexPart part, string? framework) => framework is null || part.TargetFramework == framework;
        var required = OrAny(runtimes)
            .SelectMany(runtime => OrAny(frameworks), (runtime, framework) => (Runtime: runtime, Framework: framework))
            .ToList();
        var names = required.Select(one => $"{one.Runtime} {one.Framework}".Trim()).ToList();
        var missing = names
            .Where((_, i) => !parts.Exists(part => IsRuntime(part, required[i].Runtime) && IsFramework(part, required[i].Framework)))
            .ToList();
        var wanted = $"The index must have {string.Join(", ", names)}.";
        if (missing.Count > 0) throw Invalid($"No part is for {string.Join(", ", missing)}. {wanted}");
        var other = parts.Find(part => !required.Exists(one => IsRuntime(part, one.Runtime) && IsFramework(part, one.Framework)));
        if (other is not null) throw Invalid($"A part is for {other.Name}. {wanted}");

        static IReadOnlyList<string?> OrAny(IReadOnlyList<string> values) => values.Count > 0 ? [.. values] : [null];
    }

    private static OciException Invalid(string message) => new(OciErrorCode.InvalidPart, message);
}
