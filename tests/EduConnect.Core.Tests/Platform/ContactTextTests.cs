using EduConnect.Core.Platform;
using Xunit;

namespace EduConnect.Core.Tests.Platform;

public sealed class ContactTextTests
{
    [Theory]
    [InlineData("0601020304", "+33601020304")]
    [InlineData("+33 6 01 02 03 04", "+33601020304")]
    [InlineData("0033 (0)6.01.02.03.04", "+33601020304")]
    [InlineData("+33 06 01 02 03 04", "+33601020304")]
    [InlineData("01-02-03-04-05", "+33102030405")]
    [InlineData("0692 12 34 56", "+262692123456")]
    [InlineData("+33 692 12 34 56", "+262692123456")]
    [InlineData("+262692123456", "+262692123456")]
    [InlineData("0639123456", "+262639123456")]
    [InlineData("0639980001", "+33639980001")]
    [InlineData("0690123456", "+590690123456")]
    [InlineData("0694123456", "+594694123456")]
    [InlineData("0696123456", "+596696123456")]
    [InlineData("+41 79 123 45 67", "+41791234567")]
    [InlineData("0000000000", null)]
    [InlineData("0600000000", null)]
    [InlineData("06 appeler le soir", null)]
    [InlineData("12345", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    [InlineData("=cmd", null)]
    public void Numbers_end_in_one_form_whatever_was_typed(string? text, string? expected) => Assert.Equal(expected, PhoneNumber.ToE164(text));

    [Theory]
    [InlineData("+33601020304", true)]
    [InlineData("+33701020304", true)]
    [InlineData("+262692123456", true)]
    [InlineData("+33102030405", false)]
    [InlineData("+262262123456", false)]
    [InlineData("+41791234567", true)]
    [InlineData(null, false)]
    public void Only_some_numbers_receive_text_messages(string? number, bool expected) => Assert.Equal(expected, PhoneNumber.IsMobile(number));

    [Theory]
    [InlineData(" Anne.MARTIN@Example.org ", "anne.martin@example.org")]
    [InlineData("a@b.fr", "a@b.fr")]
    [InlineData("anne@example", null)]
    [InlineData("anne martin@example.org", null)]
    [InlineData("anne@@example.org", null)]
    [InlineData("anne@example..org", null)]
    [InlineData("anne@-example.org", null)]
    [InlineData("anne\r\nBcc: x@example.org", null)]
    [InlineData("", null)]
    public void Addresses_are_kept_only_when_they_look_like_one(string text, string? expected) => Assert.Equal(expected, MailText.Normalise(text));
}
