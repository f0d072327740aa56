using Microsoft.Build.Framework;
using OciArtifacts.Build.Items;
using OciArtifacts.Build.SupplyChain;
using OciArtifacts.Core;
using OciArtifacts.Core.Registry;
using OciArtifacts.Core.SupplyChain.Verification;
using Task = System.Threading.Tasks.Task;

namespace OciArtifacts.Build.Tasks;

/// <summary>
/// Verifies that artifacts that were published before are trusted by a policy. It needs no server besides the registry, and fails for
/// an artifact that is not trusted, or that has nothing to verify.
/// </summary>
[MSBuildMultiThreadableTask]
public sealed class VerifyOciArtifact : OciArtifactTask
{
    /// <summary>The artifacts: <c>registry/repository@digest</c>, <c>folder@digest</c>, or report files.</summary>
    public string[] Subject { get; set; } = [];

    /// <summary>The layout with the artifact of a report that was not pushed, an absolute path, or empty.</summary>
    public string LayoutDirectory { get; set; } = "";

    /// <summary>The trust policy, an absolute path.</summary>
    public string TrustPolicy { get; set; } = "";

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken cancellation)
    {
        if (TrustPolicy.Length == 0)
        {
            throw new OciException(
                OciErrorCode.InvalidSetting, "OciArtifactTrustPolicy is not set, so nothing says whose artifacts are trusted. Name the file.");
        }

        var places = Subjects.Read(Subject, ProjectDirectory, LayoutDirectory);
        var policy = await Core.SupplyChain.Trust.TrustPolicy.ReadAsync(TrustPolicy, cancellation).ConfigureAwait(false);
        using var stores = new SubjectStores(BuildEngine, PushSettings.Read().Registry with { Access = RegistryAccess.Pull });
        foreach (var place in places)
        {
            var store = stores.Open(place);
            var root = await place.ResolveAsync(store, cancellation).ConfigureAwait(false);
            var repository = place.Reference is null ? OriginOf(place) : place.Repository;
            var outcome = await new ArtifactVerifier(policy).VerifyAsync(root, store, repository, cancellation).ConfigureAwait(false);
            foreach (var signature in outcome.Demands.SelectMany(demand => demand.Signatures).Distinct()) Show(signature);
            if (place.Reference is null && outcome is { IsTrusted: false, Policy: null }) ExplainOrigin(repository);
            outcome.EnsureTrusted();
            Log.LogMessage(MessageImportance.High, "{0} -> {1} is trusted by the policy '{2}'.", ProjectName, place, outcome.Policy);
        }
    }

    // A layout does not know where its artifact comes from, and that selects the policy.
    private string OriginOf(SubjectPlace place)
    {
        var origin = Destinations.Parse(Registry, Repository.Length > 0 ? Repository : place.NamedRepository, ProjectName, []);
        return origin.Registry is { } registry ? $"{registry}/{origin.Repository}" : origin.Repository;
    }

    private void ExplainOrigin(string repository) => Log.LogMessage(
        MessageImportance.High,
        "The artifact is in a layout, so the policy for '{0}' is wanted. OciArtifactRegistry and OciArtifactRepository say where it "
            + "comes from.",
        repository);

    private protected override string? AdviceFor(Remedy remedy) => Subjects.AdviceFor(remedy);

    // A policy that is not strict accepts a signature with problems, and only reports them.
    private void Show(SignatureFinding signature)
    {
        if (signature is { IsAccepted: true, Problems.Count: > 0 }) Warn(OciErrorCode.NotTrusted, $"{signature}");
        else Log.LogMessage(signature.IsAccepted ? MessageImportance.High : MessageImportance.Normal, "{0}", signature);
    }
}
