using EduConnect.Core.Operators;
using EduConnect.Web.Operators;

namespace EduConnect.Web.Pages.Operators;

/// <summary>The age of the keys; never a key.</summary>
internal sealed class KeysModel(OperatorDesk desk, ReadKeys read) : OperatorPage(desk)
{
    public IReadOnlyList<KeyAge> Keys { get; private set; } = [];

    public void OnGet() => Keys = read.Run();

    /// <summary>Who replaces a key.</summary>
    public string RenewalOf(KeyAge key) => Texts["Renewal." + key.Renewal, key.Purpose];

    /// <summary>The age of something.</summary>
    public string AgeOf(DateTime utc) => OperatorWords.Age(Texts, Now - utc);
}
