using OciArtifacts.Core.Registry.Credentials;

namespace OciArtifacts.Core.Tests.Registry.Credentials;

/// <summary>What a credential sends and what its text shows.</summary>
[TestClass]
public sealed class CredentialTextTests
{
    [TestMethod]
    [DataRow("user", "pässword", "dXNlcjpww6Rzc3dvcmQ=")]
    [DataRow("ü", "日本", "w7w65pel5pys")]
    [DataRow("user", "", "dXNlcjo=")]
    public void Basic_authentication_is_utf_8(string user, string password, string parameter) =>
        Assert.AreEqual($"Basic {parameter}", Credential.OfPassword(user, password, "x").BasicHeader.ToString());

    [TestMethod]
    [DataRow("is pä+ss w/rd good?", "is *** good?")]
    [DataRow("pä+ss w/rdpä+ss w/rd", "******")]
    [DataRow("dXNlcjpww6Qrc3Mgdy9yZA==", "***")]
    [DataRow("password=p%C3%A4%2Bss%20w%2Frd&x", "password=***&x", DisplayName = "as in an address")]
    [DataRow("password=p%c3%a4%2bss+w%2frd&x", "password=***&x", DisplayName = "as in a form")]
    [DataRow("user and Pä+ss w/rd", "user and Pä+ss w/rd", DisplayName = "what is something else stays")]
    public void The_secret_is_masked_in_each_form_that_it_was_sent_in(string said, string masked) =>
        Assert.AreEqual(masked, Credential.OfPassword("user", "pä+ss w/rd", "x").Mask(said));

    [TestMethod]
    public void Where_there_is_no_password_there_is_none_to_mask() =>
        Assert.AreEqual("*** said", Credential.OfPassword("user", "", "x").Mask("dXNlcjo= said"));

    [TestMethod]
    public void A_credential_says_whose_it_is_and_where_it_was_found()
    {
        Assert.AreEqual("the credentials of 'me' from a file", Credential.OfPassword("me", "secret", "a file").ToString());
        Assert.AreEqual("the identity token from a file", Credential.OfIdentityToken("secret", "a file").ToString());
        Assert.AreEqual("the identity token from a file", Credential.OfPassword("<token>", "secret", "a file").ToString());
    }
}
