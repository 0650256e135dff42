using EduConnect.Web.Help;
using EduConnect.Web.Operators;

namespace EduConnect.Web.Tests.Help;

/// <summary>A file of help as operators edit it: read and written back without loss, as pure functions.</summary>
[Trait("Row", "#240")]
public sealed class HelpSourceTests
{
    public static TheoryData<string> Files => new(HelpBooks.OwnTexts().Select(file => file.Key));

    [Theory, MemberData(nameof(Files))]
    public void Every_file_of_ours_is_the_same_after_it_was_written_back(string name)
    {
        var text = HelpBooks.OwnTexts().Single(file => file.Key == name).Value;
        var (section, again) = (HelpReader.Read(name, text)!, HelpReader.Read(name, HelpSource.Read(name, text)!.Write())!);
        Assert.Equal((section.Anchor, section.Title), (again.Anchor, again.Title));
        Assert.NotEmpty(section.Questions);
        Assert.Equal(section.Questions.Select(Words), again.Questions.Select(Words));
    }

    [Fact]
    public void Questions_are_added_replaced_moved_and_taken_out()
    {
        var source = HelpSource.Read("s", "# S {#s}\n\n## Une ? {#une}\nMots : un\n\nR1\n\n## Deux ? {#deux}\n\nR2\n")!;
        Assert.Equal(new SourceQuestion("une", "Une ?", "un", "R1"), source.Find("une"));
        Assert.Equal("une deux trois", Anchors(source.With(new SourceQuestion("trois", "Trois ?", "", "R3"))));
        var replaced = source.With(new SourceQuestion("une", "Une autre ?", "", "R4"));
        Assert.Equal(("une deux", "R4"), (Anchors(replaced), replaced.Find("une")!.Answer));
        Assert.Equal("deux une", Anchors(source.Moved("une", isUp: false)));
        Assert.Equal("deux une", Anchors(source.Moved("deux", isUp: true)));
        Assert.Equal("une deux", Anchors(source.Moved("une", isUp: true).Moved("deux", isUp: false).Moved("trois", isUp: true)));
        Assert.Equal("deux", Anchors(source.Without("une")));
        Assert.Equal("# S {#s}\n\n## Une ? {#une}\nMots : un\n\nR1\n\n## Deux ? {#deux}\n\nR2\n", source.Write());
    }

    [Theory]
    [InlineData(null, "a b c")]
    [InlineData("", "a b c")]
    [InlineData("c\nb", "c b a")]
    [InlineData("c\nc\nzzz\na", "c a b")]
    public void Sections_stand_in_the_order_given_and_the_others_follow_by_name(string? order, string keys) =>
        Assert.Equal(keys, string.Join(' ', FaqOrder.Sorted(["b", "a", "c"], order)));

    [Fact]
    public void A_new_question_gets_a_name_that_nothing_has()
    {
        var shelf = new FaqShelf([new FaqEntry("k", HelpSource.Read("k", "# S {#les-bus}\n\n## Q ? {#a-quelle-heure}\n\nR\n"), null)], 0);
        Assert.Equal("ou-est-l-arret", shelf.NewAnchor("Où est l’arrêt ?"));
        Assert.Equal("a-quelle-heure-2", shelf.NewAnchor("À quelle heure ?"));
        Assert.Equal(["les-bus-2", "k-2", "contacts-2", "agents-2", "images-2", "ajouter-2"], new[] { "Les bus", "K", "Contacts", "Agents", "Images", "Ajouter" }.Select(shelf.NewAnchor));
        Assert.Equal("question", shelf.NewAnchor("???"));
        Assert.Matches("^[a-z0-9-]{1,60}$", shelf.NewAnchor(string.Concat(Enumerable.Repeat("très long ", 30))));
    }

    [Fact]
    public void A_question_that_stands_in_another_section_too_is_told()
    {
        var here = new FaqEntry("h", HelpSource.Read("h", "# H {#h}\n\n## Q ? {#q}\n\nR\n"), null);
        var shelf = new FaqShelf([here, new FaqEntry("t", HelpSource.Read("t", "# T {#t}\n\n## P ? {#p}\n\nR\n"), null)], 0);
        Assert.Equal("p", shelf.Twice(here, here.Source!.With(new SourceQuestion("p", "P ?", "", "R")))!.Anchor);
        Assert.Null(shelf.Twice(here, here.Source));
    }

    private static string Anchors(HelpSource source) => string.Join(' ', source.Questions.Select(question => question.Anchor));

    private static string Words(HelpQuestion question) =>
        string.Join('|', question.Anchor, question.Title, question.Answer.Value, string.Join(' ', question.Words), string.Join(' ', question.AllWords), string.Join(' ', question.Pictures));
}
