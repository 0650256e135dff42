using EduConnect.Browser.Tests.Site;

namespace EduConnect.Browser.Tests;

/// <summary>
/// <c>/accessibilite</c> says that the pages are verified by automatic tests: every page of the application is among those shown to axe, or there is a reason.
/// That those declared really are shown is held by <see cref="Window.CheckAsync"/> and, at the end of a whole run, by <see cref="ViewsShown"/>.
/// </summary>
public sealed class CheckedPagesTests
{
    [Fact]
    public void Every_page_of_the_application_is_shown_to_axe_or_says_why_not()
    {
        var excepted = ViewsShown.Excepted.Select(line => line.Split(' ', 2)).ToList();
        Assert.True(ViewsShown.All.Count > 150, $"{ViewsShown.All.Count} pages");
        Assert.All(excepted, parts => Assert.True(parts is [_, { Length: > 20 }], $"{parts[0]} has no reason"));
        Assert.Empty(ViewsShown.All.Except(ViewsShown.Declared).Except(excepted.Select(parts => parts[0])));
    }

    [Fact]
    public void Nothing_is_declared_that_is_not_there_nor_twice()
    {
        var named = ViewsShown.Declared.Concat(ViewsShown.Excepted.Select(line => line.Split(' ', 2)[0])).ToList();
        Assert.Empty(named.Except(ViewsShown.All));
        Assert.Equal(named.Count, named.Distinct(StringComparer.Ordinal).Count());
    }
}
