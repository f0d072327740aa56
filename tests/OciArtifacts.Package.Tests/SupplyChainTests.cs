using System.Formats.Tar;
using OciArtifacts.Package.Tests.Harness;
using OciArtifacts.TestKit;
using static OciArtifacts.Package.Tests.Harness.SignedReferrers;

namespace OciArtifacts.Package.Tests;

/// <summary>One publish with bills of materials, provenance and signatures of both formats.</summary>
[TestClass]
public sealed class SupplyChainTests : SampleTests
{
    private const string Settings =
        """
        <PropertyGroup>
          <OciArtifactSbom>spdx;cyclonedx</OciArtifactSbom>
          <OciArtifactProvenance>true</OciArtifactProvenance>
          <OciArtifactSigningFormat>cosign;notation</OciArtifactSigningFormat>
          <OciArtifactSigningKeyFile>$(MSBuildThisFileDirectory)key.pem</OciArtifactSigningKeyFile>
          <OciArtifactSigningCertificateFile>$(MSBuildThisFileDirectory)certificate.pem</OciArtifactSigningCertificateFile>
        </PropertyGroup>
        """;

    // A subject has two bills of materials, a signed provenance, and a signature of each format. A bill of materials has the signatures.
    private static readonly string[] OfSubject = [Spdx, Notation, CycloneDx, Bundle, Bundle], OfBill = [Notation, Bundle];
    private static readonly string[] Predicates = ["https://sigstore.dev/cosign/sign/v1", "https://slsa.dev/provenance/v1"];

    [TestMethod]
    public async Task A_publish_without_a_change_sends_one_request_and_a_new_key_or_a_new_line_signs_again()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var sample = await CopyOfAsync("ConsoleApp");
        var first = Write(sample);
        string[] publish = ["--no-restore", $"-p:OciArtifactRegistry={registry.Host}"];
        await sample.RunAsync("restore");
        await sample.PublishAsync(publish);
        var (root, referrers) = (sample.Report.Digest, sample.Report.Referrers);
        var signed = new SignedReferrers(registry, "consoleapp");
        await AssertSignedAsync(signed, root, first);

        registry.ClearRequests();
        await sample.PublishAsync(publish);
        Assert.AreSequenceEqual(
            ["HEAD /v2/consoleapp/manifests/1.2.3 -> 200"], registry.Requests.Select(request => request.ToString()));
        Assert.AreEqual(0, sample.Report.BytesUploaded);
        Assert.AreSequenceEqual(referrers, sample.Report.Referrers);

        // The bills of materials stay, the signatures are new.
        var second = Write(sample);
        await sample.PublishAsync(publish);
        Assert.AreEqual(root, sample.Report.Digest);
        Assert.AreSequenceEqual(
            [Spdx, CycloneDx], sample.Report.Referrers.Intersect(referrers).Select(referrer => referrer.Type).Order(StringComparer.Ordinal));
        Assert.AreSequenceEqual(Predicates, await signed.PredicatesAsync(root, second.PublicKey));
        Assert.AreSequenceEqual(Predicates, await signed.PredicatesAsync(root, first.PublicKey));

        sample.Edit("Program.cs", "{Greeting.For(\"world\")}", "{Greeting.For(\"signer\")}");
        await sample.PublishAsync(publish);
        Assert.AreNotEqual(root, sample.Report.Digest);
        await AssertSignedAsync(signed, sample.Report.Digest, second);
    }

    [TestMethod]
    public async Task An_index_and_its_entries_have_all_of_them_in_the_registry_the_layout_and_the_archive()
    {
        await using var registry = await TestRegistry.StartAsync();
        var sample = await NewAsync("App", ProjectFile.App(
            """
            <PropertyGroup>
              <Version>1.2.3</Version>
              <RuntimeIdentifiers>linux-x64;win-x64</RuntimeIdentifiers>
              <OciArtifactRuntimeIdentifiers>linux-x64;win-x64</OciArtifactRuntimeIdentifiers>
            </PropertyGroup>
            """,
            "<ItemGroup><PackageReference Include=\"Newtonsoft.Json\" Version=\"13.0.3\" /></ItemGroup>",
            ProjectFile.Reference));
        sample.Write("Program.cs", "System.Console.WriteLine(Newtonsoft.Json.JsonConvert.SerializeObject(1));");
        var key = Write(sample);
        await sample.PublishAsync(
            $"-p:OciArtifactRegistry={registry.Host}", $"-p:OciArtifactLayoutDirectory={sample.LayoutFolder}", "-p:OciArtifactArchivePath=app.tar");
        var signed = new SignedReferrers(registry, "app");
        Assert.IsTrue(registry.TryGetManifest("app", "1.2.3", out var index, out _));
        var entries = OciIndex.Parse(index).Entries;
        Assert.HasCount(2, entries);
        foreach (var subject in entries.Select(entry => entry.Digest).Append(sample.Report.Digest)) await AssertSignedAsync(signed, subject, key);

        // Each bill of materials of an entry has the package; that of the index names the entries.
        foreach (var bill in (await signed.OfAsync(entries[0].Digest)).Where(one => one.Type is Spdx or CycloneDx))
        {
            Assert.Contains("pkg:nuget/Newtonsoft.Json@13.0.3", TextOf(registry, bill.Digest));
        }

        foreach (var bill in (await signed.OfAsync(sample.Report.Digest)).Where(one => one.Type is Spdx or CycloneDx))
        {
            foreach (var entry in entries) Assert.Contains(entry.Digest[7..], TextOf(registry, bill.Digest));
        }

        var archive = Directory.CreateDirectory(sample["archive"]).FullName;
        await TarFile.ExtractToDirectoryAsync(sample["app.tar"], archive, overwriteFiles: false);
        foreach (var folder in (string[])[sample.LayoutFolder, archive])
        {
            var layout = LayoutReader.Open(folder);
            Assert.AreSequenceEqual(registry.Tags("app"), layout.Tags.Order(StringComparer.Ordinal));
            Assert.HasCount((3 * OfSubject.Length) + (6 * OfBill.Length), layout.Attached);
            Assert.IsEmpty(layout.Unreferenced);
        }
    }

    private static async Task AssertSignedAsync(SignedReferrers signed, string subject, SigningFiles key)
    {
        Assert.AreSequenceEqual(OfSubject, await signed.TypesAsync(subject));
        Assert.AreSequenceEqual(Predicates, await signed.PredicatesAsync(subject, key.PublicKey));
        foreach (var bill in (await signed.OfAsync(subject)).Where(one => one.Type is Spdx or CycloneDx))
        {
            Assert.AreSequenceEqual(OfBill, await signed.TypesAsync(bill.Digest));
            Assert.AreSequenceEqual(Predicates[..1], await signed.PredicatesAsync(bill.Digest, key.PublicKey));
        }
    }

    private static SigningFiles Write(SampleProject sample)
    {
        var files = new SigningFiles();
        sample.Write("../key.pem", files.Key);
        sample.Write("../certificate.pem", files.Certificate);
        sample.Write("../Directory.Build.props", $"<Project>{Settings}</Project>");
        return files;
    }

    private static string TextOf(TestRegistry registry, string manifest)
    {
        Assert.IsTrue(registry.TryGetManifest("app", manifest, out var bytes, out _));
        Assert.IsTrue(registry.TryGetBlob("app", OciManifest.Parse(bytes).Layers.Single().Digest, out var layer));
        return System.Text.Encoding.UTF8.GetString(layer);
    }
}
