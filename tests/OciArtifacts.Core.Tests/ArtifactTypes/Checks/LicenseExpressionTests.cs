using OciArtifacts.Core.ArtifactTypes.Checks;

namespace OciArtifacts.Core.Tests.ArtifactTypes.Checks;

/// <summary>Licence expressions follow the SPDX specification 2.3, annex D.</summary>
[TestClass]
public sealed class LicenseExpressionTests
{
    [TestMethod]
    [DataRow("MIT")]
    [DataRow("mit")]
    [DataRow("MIT OR Apache-2.0")]
    [DataRow("(MIT AND BSD-3-Clause) OR GPL-2.0-only WITH Classpath-exception-2.0")]
    [DataRow("GPL-2.0+")]
    [DataRow("Apache-2.0+")]
    [DataRow("LicenseRef-Contoso.1")]
    [DataRow("DocumentRef-other:LicenseRef-Contoso")]
    [DataRow("((MIT))")]
    public void An_expression_is_one(string text) => Assert.IsNull(LicenseExpression.Problem(text));

    [TestMethod]
    [DataRow("Contoso", "'Contoso'")]
    [DataRow("MIT or Apache-2.0", "'or'")]
    [DataRow("MIT Apache-2.0", "'Apache-2.0'")]
    [DataRow("MIT OR", "too early")]
    [DataRow("(MIT", "bracket")]
    [DataRow("MIT)", "')'")]
    [DataRow("MIT WITH Nothing", "'Nothing'")]
    [DataRow("MIT WITH", "exception")]
    [DataRow("LicenseRef-", "LicenseRef-")]
    [DataRow("LicenseRef-a b", "'b'")]
    [DataRow("MIT:LicenseRef-a", "'MIT:LicenseRef-a'")]
    [DataRow("", "too early")]
    [DataRow("()", "')'")]
    public void An_invalid_expression_is_explained(string text, string said) =>
        Assert.Contains(said, LicenseExpression.Problem(text)!, StringComparison.Ordinal);

    [TestMethod]
    public void It_is_not_nested_without_end() =>
        Assert.Contains("brackets", LicenseExpression.Problem(new string('(', 100_000))!, StringComparison.Ordinal);
}
