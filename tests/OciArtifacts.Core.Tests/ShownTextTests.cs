namespace OciArtifacts.Core.Tests;

/// <summary>What remains of a text with addresses and secrets.</summary>
[TestClass]
public sealed class ShownTextTests
{
    [TestMethod]
    [DataRow("https://user:pw@host/path", "https://***@host/…")]
    [DataRow("see https://user:pw@host:5000/v2/?sig=pw#pw.", "see https://***@host:5000/….")]
    [DataRow("'https://host/x?sig=pw', then", "'https://host/…', then")]
    [DataRow("https://pw@host", "https://***@host")]
    [DataRow("https://u:p/w@host", "https://***@host")]
    [DataRow("https://host?sig=pw", "https://host/…")]
    [DataRow("https://u:p@w@host", "https://***@host")]
    [DataRow("https://u:p?w#@host", "https://***@host")]
    [DataRow("'/work/https:/user:pw@host/pw'", "'/work/https:/***@host/…'")]
    [DataRow("user:pw@host", "***@host")]
    [DataRow("('user:pw@host')", "('***@host')")]
    [DataRow("https%3A%2F%2Fuser%3Apw%40host%2Fx%3Fsig%3Dpw", "https%3A%2F%2F***@host/…")]
    [DataRow("user%3apw%40host", "***@host")]
    [DataRow("http://u:pw@a,http://u:pw@b", "http://***@b")]
    [DataRow("<a href=\"ftp://u:pw@a/b?pw\">", "<a href=\"ftp://***@a/…\">")]
    public void What_can_be_a_secret_of_an_address_is_not_shown(string text, string shown) =>
        Assert.AreEqual(shown, ShownText.WithoutSecrets(text));

    [TestMethod]
    [DataRow("registry.example:5000/team/app:1.0@sha256:4e38")]
    [DataRow("https://registry.example/v2/app@sha256:4e38")]
    [DataRow("C:\\work\\me@home\\a.txt and /work:1/me@home/b.txt")]
    [DataRow("file:///home/me/node_modules/@types/a:b@c/x.md")]
    [DataRow("(see https://docs.example/a/b)")]
    [DataRow("write to somebody@example.com")]
    [DataRow("Is it up? It answers 503: #1.")]
    [DataRow("")]
    public void What_is_none_stays(string text) => Assert.AreSame(text, ShownText.WithoutSecrets(text) == text ? text : "changed");

    [TestMethod]
    public void A_failure_shows_none_of_its_message_nor_of_what_was_caught()
    {
        var failure = new OciException(
            OciErrorCode.Unexpected,
            "No https://u:pw@a/b?pw here.",
            new UriFormatException("bad: https://u:pw@a?pw", new IOException("u:pw@a")));
        Assert.AreEqual("No https://***@a/… here.", failure.Message);
        Assert.DoesNotContain("pw", failure.ToString(), StringComparison.Ordinal);
        Assert.Contains("UriFormatException: bad: https://***@a", failure.ToString(), StringComparison.Ordinal);
    }
}
