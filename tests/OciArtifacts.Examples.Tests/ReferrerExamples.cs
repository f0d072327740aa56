using System.Security.Cryptography;
using System.Text;
using OciArtifacts.Core.ArtifactTypes.Catalog;
using OciArtifacts.Core.Authoring;
using OciArtifacts.Core.Content;
using OciArtifacts.Core.Model;
using OciArtifacts.Core.Packing;
using OciArtifacts.Core.Registry;

namespace OciArtifacts.Examples.Tests;

/// <summary>Referrers: an SBOM, and a signature by a producer of one's own.</summary>
[TestClass]
public sealed class ReferrerExamples : LibraryExample
{
    private const string SignatureType = "application/vnd.contoso.signature.v1";

    [TestMethod]
    public async Task Attach_an_SBOM_to_an_artifact_in_one_push()
    {
        Work.Write("tool", "the tool");
        Work.Write("tool.spdx.json", """{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT"}""");

        // The name of the file says which type of referrer it is; ArtifactType says so for other names.
        var author = new ArtifactAuthor(ArtifactTypeCatalog.BuiltIn);
        var tool = await author.PlanAsync(
            new ArtifactInputs(ToolType)
            {
                BaseDirectory = Work.Path,
                Files = [new InputFile("tool")],
                Referrers = [new InputReferrer(new InputFile("tool.spdx.json"))],
            },
            Cancellation);
        var artifact = await new ArtifactPacker(Work["obj"]).PackAsync(tool.Plan, Cancellation);

        // The copy puts the referrers after the root and before the tag: a reader who finds the tag finds the SBOM too.
        using var client = new RegistryClient(Registry, new RegistryOptions { Access = RegistryAccess.Push });
        var repository = client.Repository("tools/one");
        using var copy = new ContentCopy(artifact, repository, new ContentCopyOptions());
        await copy.CopyAsync(artifact.Root, ["1.0.0"], artifact.CopiedReferrers, Cancellation);

        var sboms = await repository
            .ListReferrersAsync(artifact.Root.Digest, "application/spdx+json", Cancellation)
            .ToListAsync(Cancellation);
        Assert.AreSequenceEqual(artifact.Referrers.Select(sbom => sbom.Content.Digest), sboms.Select(sbom => sbom.Digest));
    }

    [TestMethod]
    public async Task Sign_the_digest_of_the_index_and_of_each_entry()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        // A promise is declared before its subject exists. The packer calls it with each subject, as soon as that has a digest.
        var signature = new ReferrerPromise(
            SignatureType,
            (subject, _) =>
            {
                var signed = key.SignData(Encoding.UTF8.GetBytes(subject.Content.Digest.ToString()), HashAlgorithmName.SHA256);
                var layer = PlannedLayer.OfBytes("signature", "application/octet-stream", signed);
                return Task.FromResult<ArtifactPart?>(ArtifactPart.Of(new ManifestPlan(SignatureType, [layer])));
            })
        {
            Selector = ReferrerSelector.All,
        };
        var index = new IndexPlan(
            ToolType,
            [
                new PlannedEntry(ToolPlan("linux"), new Platform("amd64", "linux")),
                new PlannedEntry(ToolPlan("windows.exe"), new Platform("amd64", "windows")),
            ])
        {
            Referrers = [signature],
        };
        var artifact = await new ArtifactPacker(Work["obj"]).PackAsync(index, Cancellation);

        // The subject of each signature is the index or an entry, and the signature is that of its digest.
        Assert.AreSequenceEqual(
            artifact.Entries.Select(entry => entry.Content).Prepend(artifact.Root).Select(subject => subject.Digest),
            artifact.Referrers.Select(referrer => referrer.Subject));
        foreach (var referrer in artifact.Referrers)
        {
            var layer = referrer.Manifest!.Manifest.Layers.Single();
            var bytes = await artifact.ReadAllAsync(layer, ContentReading.LargestManifest, Cancellation);
            Assert.IsTrue(key.VerifyData(Encoding.UTF8.GetBytes(referrer.Subject.ToString()), bytes, HashAlgorithmName.SHA256));
        }
    }
}
