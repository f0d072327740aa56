using OciArtifacts.Build.Tasks;
using OciArtifacts.TestKit;
using static OciArtifacts.Build.Tests.SupplyChain.AttachOciArtifactTests;

namespace OciArtifacts.Build.Tests.SupplyChain;

/// <summary>What is wrong with the artifact, the file or the key is one error with a code, and nothing is sent.</summary>
[TestClass]
public sealed class SubjectErrorTests
{
    private const string Missing = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    private const string Sha384 =
        "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000";

    private static readonly SigningFiles Files = new();

    [TestMethod]
    [DataRow("", "OCIA2006: OciArtifactSubject is not set")]
    [DataRow("localhost:1/app:1.2.3", "OCIA2006: OciArtifactSubject is 'localhost:1/app:1.2.3', which has to be registry/repository@digest")]
    [DataRow("localhost:1/app", "OCIA2006: OciArtifactSubject is 'localhost:1/app', which has to be registry/repository@digest")]
    [DataRow("missing.json", "OCIA2006: OciArtifactSubject is 'missing.json', which has to be registry/repository@digest")]
    [DataRow("{host}/app@sha384:" + Sha384, "OCIA2006: OciArtifactSubject has a digest of the algorithm sha384")]
    [DataRow("{layout}@sha384:" + Sha384, "OCIA3004: ")]
    [DataRow("scan.sarif", "OCIA2006: '{0}scan.sarif' is no report of a publish")]
    [DataRow("user:pw@localhost:1/app@" + Missing, "OCIA2006: OciArtifactSubject holds user info")]
    [DataRow("bin/Debug/oci@" + Missing, "OCIA2006: OciArtifactSubject is 'bin/Debug/oci@" + Missing + "', which has to be registry/repository@digest")]
    [DataRow("{host}/app@" + Missing, "OCIA3004: {host}/app@" + Missing + " does not exist")]
    [DataRow("{host}/other@" + Missing, "OCIA3004: {host}/other@" + Missing + " does not exist")]
    [DataRow("{layout}@" + Missing, "OCIA3004: {layout}@" + Missing + " does not exist")]
    [DataRow("{report}", "OCIA2006: The report '{report}' is of an artifact that was not pushed. Set OciArtifactLayoutDirectory")]
    public async Task Without_an_artifact_there_is_nothing_to_act_on(string subject, string error)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var published = SubjectFixture.Manifest(registry.Host);
        using var packed = SubjectFixture.Manifest("");
        var (host, layout) = (registry.Host, published.LayoutFolder);
        string Filled(string text) => text.Replace("{host}", host, StringComparison.Ordinal)
            .Replace("{layout}", layout, StringComparison.Ordinal).Replace("{report}", packed.Report, StringComparison.Ordinal)
            .Replace("{0}", published["./"], StringComparison.Ordinal);
        registry.ClearRequests();
        foreach (var task in (OciSubjectTask[])[published.Attach(Filled(subject)), Sign(published, Filled(subject))])
        {
            StringAssert.StartsWith(published.Fail(task), Filled(error));
            Assert.DoesNotContain("pw", published.Engine.Errors.Single().Message!);
        }

        AssertNothingIsSent(registry);
    }

    [TestMethod]
    public void What_is_no_address_may_have_been_meant_as_a_file_or_a_layout()
    {
        using var packed = SubjectFixture.Manifest("");
        Assert.Contains("there is no such file and no such layout", packed.Fail(packed.Attach("missing.json")));
    }

    [TestMethod]
    public void The_registry_of_the_subject_is_no_setting_of_the_destination()
    {
        using var packed = SubjectFixture.Manifest("");
        using var verify = packed.Verify($"localhost:1/app@{Missing}", "policy.json");
        packed.Write("key.pub", Files.PublicKey);
        packed.Write(
            "policy.json",
            """
            {"version":"1.0","trustPolicies":[{"name":"own","registryScopes":["*"],
             "signatureVerification":{"level":"strict"},"cosignKeys":["key.pub"] }]}
            """);
        foreach (var task in (OciArtifactTask[])[packed.Attach($"localhost:1/app@{Missing}"), verify])
        {
            var error = packed.Fail(task);
            StringAssert.StartsWith(error, "OCIA4001: ");
            Assert.EndsWith("OciArtifactSubject names the registry and the repository.", error);
        }
    }

    [TestMethod]
    public async Task Without_a_file_there_is_nothing_to_attach()
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = SubjectFixture.Manifest(registry.Host);
        using var task = artifact.Attach(artifact.Reference);
        task.Referrers = [];
        StringAssert.StartsWith(artifact.Fail(task), "OCIA2006: There is no OciArtifactReferrer");
        using var other = artifact.Attach(artifact.Reference);
        other.Referrers = [ProjectItems.Item("missing.sarif")];
        StringAssert.StartsWith(artifact.Fail(other), "OCIA2004: The OciArtifactReferrer 'missing.sarif' is no file that exists");
    }

    [TestMethod]
    [DataRow("no format", "OCIA2006: A signing key is set, but OciArtifactSigningFormat is not.")]
    [DataRow("no format and no key", "OCIA2006: OciArtifactSigningFormat is not set, so nothing is signed.")]
    [DataRow("no key", "OCIA2006: OciArtifactSigningFormat is set, but there is no key.")]
    [DataRow("two keys", "OCIA2006: Both OciArtifactSigningKeyFile and OciArtifactSigningKeyVariable are set.")]
    [DataRow("another format", "OCIA2006: OciArtifactSigningFormat is 'pgp'")]
    [DataRow("no such file", "OCIA2004: The signing key '")]
    [DataRow("no such certificate file", "OCIA2004: The certificate file '")]
    [DataRow("no such plug-in", "OCIA3012: The Notation plug-in sign.sh is not installed")]
    [DataRow("the passphrase as the name of the variable", "OCIA2022: ")]
    [DataRow("no such variable", "OCIA2022: ")]
    [DataRow("no passphrase", "OCIA2022: ")]
    [DataRow("another passphrase", "OCIA2022: ")]
    [DataRow("the key as the name of the file", "OCIA2022: ")]
    [DataRow("the key as the name of the variable", "OCIA2022: ")]
    [DataRow("no certificate for notation", "OCIA2023: ")]
    [DataRow("the certificate of another key", "OCIA2023: ")]
    [DataRow("an address with a password", "OCIA2006: OciArtifactSigningTimestampUrl has to be an address")]
    [DataRow("an address with a query", "OCIA2006: OciArtifactSigningTimestampUrl has to be an address")]
    [DataRow("an address with a fragment", "OCIA2006: OciArtifactSigningTimestampUrl has to be an address")]
    public async Task A_wrong_key_is_one_error_that_does_not_show_it(string what, string error)
    {
        await using var registry = await TestRegistry.StartAsync();
        using var artifact = SubjectFixture.Manifest(registry.Host);
        registry.ClearRequests();
        var variable = $"PASSPHRASE_{Guid.NewGuid():N}";
        Environment.SetEnvironmentVariable(variable, $"not {SigningFiles.Passphrase}");
        using var task = Sign(artifact, artifact.Reference);
        switch (what)
        {
            case "no format": task.SigningFormat = []; break;
            case "no format and no key": (task.SigningFormat, task.SigningKeyFile) = ([], ""); break;
            case "no key": task.SigningKeyFile = ""; break;
            case "two keys": task.SigningKeyVariable = "KEY"; break;
            case "another format": task.SigningFormat = ["cosign", "pgp"]; break;
            case "no such file": task.SigningKeyFile = artifact["missing.pem"]; break;
            case "no such certificate file": task.SigningCertificateFile = artifact["missing.pem"]; break;
            case "no such plug-in": (task.SigningFormat, task.SigningKeyFile, task.Signer) = ([], "", "sign.sh"); break;
            case "the passphrase as the name of the variable":
                artifact.Write("key.pem", Files.EncryptedKey);
                task.SigningPassphraseVariable = SigningFiles.Passphrase.Replace(' ', '_').Replace('-', '_');
                break;
            case "no such variable": (task.SigningKeyFile, task.SigningKeyVariable) = ("", "OCIARTIFACTS_TESTS_MISSING"); break;
            case "no passphrase": artifact.Write("key.pem", Files.EncryptedKey); break;
            case "another passphrase":
                artifact.Write("key.pem", Files.EncryptedKey);
                task.SigningPassphraseVariable = variable;
                break;
            case "the key as the name of the file": task.SigningKeyFile = Files.Key; break;
            case "the key as the name of the variable": (task.SigningKeyFile, task.SigningKeyVariable) = ("", Files.Key); break;
            case "no certificate for notation": (task.SigningFormat, task.SigningCertificateFile) = (["notation"], ""); break;
            case "the certificate of another key": artifact.Write("certificate.pem", new SigningFiles().Certificate); break;
            case "an address with a query": task.SigningTimestampUrl = $"http://localhost/?key={SigningFiles.Passphrase}"; break;
            case "an address with a fragment": task.SigningTimestampUrl = $"http://localhost/#{SigningFiles.Passphrase}"; break;
            default: task.SigningTimestampUrl = $"http://user:{SigningFiles.Passphrase}@localhost"; break;
        }

        var message = artifact.Fail(task);
        StringAssert.StartsWith(message, error);
        Assert.Contains("OciArtifactSign", message, "The message names the setting.");
        Assert.DoesNotContain(SigningFiles.Passphrase.Replace(' ', '_').Replace('-', '_'), artifact.Engine.All);
        foreach (var secret in Files.Secrets) Assert.DoesNotContain(secret, artifact.Engine.All);
        AssertNothingIsSent(registry);
        Environment.SetEnvironmentVariable(variable, null);
    }

    private static SignOciArtifact Sign(SubjectFixture artifact, string subject)
    {
        var task = artifact.Sign(subject, "cosign", "notation");
        task.SigningKeyFile = artifact.Write("key.pem", Files.Key);
        task.SigningCertificateFile = artifact.Write("certificate.pem", Files.Certificate);
        return task;
    }
}
