using OciArtifacts.Build.Packing;
using OciArtifacts.Core;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.SupplyChain;
using OciArtifacts.Core.SupplyChain.Keys;
using OciArtifacts.Core.SupplyChain.Notation;
using OciArtifacts.Core.SupplyChain.Sbom;
using OciArtifacts.Core.SupplyChain.Signers;
using OciArtifacts.Core.SupplyChain.Statements;

namespace OciArtifacts.Build.SupplyChain;

/// <summary>Promises the provenance and the signatures, of the artifact and of all that belongs to it.</summary>
internal sealed class SignedReferrers : IBuildReferrers, IDisposable
{
    // What a signature can be wanted of beside the artifact: bills of materials, and statements.
    private static readonly string[] SignedTypes = [.. SbomFormat.All.Select(format => format.MediaType), InTotoStatement.MediaType];

    private readonly Lazy<HttpClient> _http = new(static () => new HttpClient { Timeout = TimeSpan.FromSeconds(30) });
    private SigningKey? _key;
    private KnownSignatures? _known;

    /// <summary>The provenance; <see langword="null"/> where none is wanted.</summary>
    internal ProvenancePromises? Provenance { get; init; }

    /// <summary>The signing; <see langword="null"/> where no signature is wanted.</summary>
    internal SigningSettings? Signing { get; init; }

    /// <summary>Whether each of these referrers replaces an older one of the same producer.</summary>
    internal bool ReplacesOlder { get; init; }

    /// <summary>Reads an environment variable.</summary>
    internal required Func<string, string?> Environment { get; init; }

    /// <summary>The clock of the signing time.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    public void Dispose()
    {
        _key?.Dispose();
        if (_http.IsValueCreated) _http.Value.Dispose();
    }

    /// <inheritdoc/>
    /// <remarks>A signature is made again when the file of its key or of its program changes.</remarks>
    public IReadOnlyList<ReferrerPromise> PromisesFor(ReferrerContext subject)
    {
        if (Provenance is not null) Provenance.TrackInput = subject.Inputs.TrackInput;
        string?[] files = [Signing?.KeyFile, Signing?.Key?.CertificateFile, Signing?.Program];
        foreach (var file in files.OfType<string>()) subject.Inputs.TrackInput(file);
        var (registry, repository) = (subject.Destination.Registry, subject.Destination.Repository);
        return Promise(registry is null ? repository : $"{registry}/{repository}", subject.Inputs.ImageSpec ?? ImageSpecVersion.V1_1);
    }

    /// <summary>Promises the referrers of the artifact, of the entries of an index, and of their bills of materials.</summary>
    /// <param name="repository">The repository that signatures name.</param>
    /// <param name="imageSpec">The form of the manifests of Notation.</param>
    /// <exception cref="OciException">The key cannot be read or used.</exception>
    internal IReadOnlyList<ReferrerPromise> Promise(string repository, ImageSpecVersion imageSpec)
    {
        if (Signing?.Key is { } options) _key ??= SigningKey.Read(options, Environment);
        if (_key is not null)
        {
            _known ??= new KnownSignatures(_key.PublicKey, _key.Chain) { NeedsTimestamp = Signing!.TimestampServer is not null };
        }

        return [.. Provenances(repository), .. Signatures(repository, imageSpec)];
    }

    // A job that only signs, or joins what other machines built, signs their statements.
    private IEnumerable<ReferrerPromise> Provenances(string repository)
    {
        var cosign = Signing?.IsCosign == true ? Cosign(repository) : null;
        return [.. Provenance?.Promises(cosign, Environment, ReplacesOlder) ?? [], .. cosign?.OfPublishedProvenance() ?? []];
    }

    private IEnumerable<ReferrerPromise> Signatures(string repository, ImageSpecVersion imageSpec)
    {
        if (Signing is null) yield break;
        foreach (var selector in SignedTypes.Select(ReferrerSelector.ReferrersOf).Prepend(ReferrerSelector.All))
        {
            foreach (var promise in Signing.IsCosign ? Cosign(repository).Signatures(selector) : []) yield return promise;
            if (Signing.IsNotation) yield return Replacing(Notation(imageSpec).Of(selector), $"{_key!.PublicKey.Id}");
            if (Signing.PlugIn is { } plugIn)
            {
                yield return Replacing(Notation(plugIn, imageSpec).Of(selector), $"{plugIn.PlugIn} {plugIn.Id}");
            }

            if (Signing.Program is { } program) yield return ProgramPromise.Of(program, selector);
        }
    }

    private NotationPromise Notation(ImageSpecVersion imageSpec)
    {
        var signer = new NotationSigner(new KeyEnvelopeSigner(_key!), Time) { Timestamps = Timestamps };
        return new NotationPromise(signer.PlanAsync, $"{_key!.ProducerKey} {Signing!.TimestampServer}", imageSpec) { Known = _known };
    }

    private NotationPromise Notation(PlugInKey key, ImageSpecVersion imageSpec)
    {
        var signer = new NotationPlugIn(key, new PlugInFolders(Environment).Find(key.PlugIn), Time) { Timestamps = Timestamps };
        var config = key.Config.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}");
        var producer = $"{key.PlugIn} {key.Id} {Signing!.TimestampServer} {string.Join(' ', config)}";
        return new NotationPromise(signer.PlanAsync, producer, imageSpec);
    }

    private TimestampClient? Timestamps => Signing!.TimestampServer is { } server ? new TimestampClient(_http.Value, server) : null;

    private ReferrerPromise Replacing(ReferrerPromise promise, string key) =>
        ReplacesOlder ? promise.Replacing($"signature {key}") : promise;

    private CosignPromises Cosign(string repository) => new(_key!, repository) { ReplacesOlder = ReplacesOlder, Known = _known };
}
