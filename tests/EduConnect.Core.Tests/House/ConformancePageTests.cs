using System.Text.RegularExpressions;
using Xunit;

namespace EduConnect.Core.Tests.House;

/// <summary>The certification plans of the OpenID Foundation (security reference §6), <c>docs/conformance.md</c> and the tests say the same.</summary>
[Trait("Kind", "House")]
public sealed partial class ConformancePageTests
{
    private const string Page = "docs/conformance.md";

    /// <summary>The plans and their modules, without the prefix they share.</summary>
    private static readonly Dictionary<string, (string Prefix, string Modules)> Plans = new(StringComparer.Ordinal)
    {
        ["oidcc-config-certification-test-plan"] = ("oidcc",
            "discovery-endpoint-verification"),
        ["oidcc-basic-certification-test-plan"] = ("oidcc",
            "server response-type-missing idtoken-signature idtoken-unsigned codereuse codereuse-30seconds scope-profile scope-email scope-address scope-phone " +
            "scope-all alternate-happy-flow claims-essential claims-locales userinfo-get userinfo-post-header userinfo-post-body display-page display-popup " +
            "ui-locales login-hint id-token-hint prompt-login prompt-none-logged-in prompt-none-not-logged-in max-age-1 max-age-10000 refresh-token " +
            "server-client-secret-post ensure-post-request-succeeds ensure-registered-redirect-uri ensure-request-object-with-redirect-uri " +
            "ensure-request-with-acr-values-succeeds ensure-request-with-unknown-parameter-succeeds ensure-request-with-valid-pkce-succeeds " +
            "ensure-request-without-nonce-succeeds-for-code-flow request-uri-unsigned-supported-correctly-or-rejected-as-unsupported " +
            "unsigned-request-object-supported-correctly-or-rejected-as-unsupported"),
        ["oidcc-rp-initiated-logout-certification-test-plan"] = ("oidcc-rp-initiated-logout",
            "discovery-endpoint-verification . bad-post-logout-redirect-uri query-added-to-post-logout-redirect-uri modified-id-token-hint bad-id-token-hint " +
            "no-id-token-hint no-params no-post-logout-redirect-uri no-state only-state"),
        ["oidcc-backchannel-rp-initiated-logout-certification-test-plan"] = ("oidcc",
            "backchannel-logout-discovery-endpoint-verification backchannel-rp-initiated-logout"),
        ["oidcc-client-basic-certification-test-plan"] = ("oidcc-client-test",
            ". invalid-iss missing-sub invalid-aud missing-iat kid-absent-single-jwks kid-absent-multiple-jwks idtoken-sig-rs256 idtoken-sig-none invalid-sig-rs256 " +
            "userinfo-invalid-sub nonce-invalid scope-userinfo-claims client-secret-basic"),
    };

    [Fact]
    public void Every_module_of_every_plan_has_a_test_that_is_there_or_a_reason()
    {
        var rows = Rows();
        Assert.Equal(Plans.Keys.Order(StringComparer.Ordinal), rows.Select(row => row.Plan).Distinct().Order(StringComparer.Ordinal));
        foreach (var (plan, (prefix, modules)) in Plans)
        {
            var wanted = modules.Split(' ').Select(module => module == "." ? prefix : $"{prefix}-{module}");
            Assert.Equal(wanted, rows.Where(row => row.Plan == plan).Select(row => row.Module));
        }

        var tests = Tests();
        Assert.Empty(rows.Where(row => row.Tests.Length == 0 && row.Note.Length < 20).Select(row => $"{row.Module} has neither a test nor a reason"));
        Assert.Empty(rows.SelectMany(row => row.Tests.Where(test => !tests.Contains(test)).Select(test => $"{row.Module}: {test} is not a test")));
    }

    [Fact]
    public void Every_test_named_like_a_module_is_on_the_page()
    {
        var named = Rows().SelectMany(row => row.Tests).ToHashSet(StringComparer.Ordinal);
        var like = Tests().Where(test => test.Contains(".oidcc_", StringComparison.Ordinal)).ToList();
        Assert.InRange(like.Count, 45, 100);
        Assert.Empty(like.Except(named));
    }

    private static List<(string Plan, string Module, string[] Tests, string Note)> Rows()
    {
        List<(string, string, string[], string)> rows = [];
        var plan = string.Empty;
        foreach (var line in Repository.Lines(Page))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                plan = Quoted().Match(line).Groups[1].Value;
            }
            else if (line.StartsWith("| `", StringComparison.Ordinal))
            {
                var cells = line.Split('|', StringSplitOptions.TrimEntries);
                rows.Add((plan, cells[1].Trim('`'), [.. Quoted().Matches(cells[2]).Select(match => match.Groups[1].Value)], cells[3]));
            }
        }

        return rows;
    }

    /// <summary>The tests of the protocols that are run, as <c>Class.Method</c>.</summary>
    private static HashSet<string> Tests() => Repository.Files(".cs").Where(file => file.StartsWith("tests/EduConnect.Web.Tests/Protocols/", StringComparison.Ordinal))
        .SelectMany(file => Test().Matches(Repository.Read(file)).Select(match => $"{Path.GetFileNameWithoutExtension(file)}.{match.Groups[1].Value}")).ToHashSet(StringComparer.Ordinal);

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\[(?:Fact|Theory)\](?:\s*\[[^\n]*\])*\s*public (?:async Task|void) (\w+)")]
    private static partial Regex Test();
}
