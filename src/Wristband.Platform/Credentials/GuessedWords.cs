namespace Wristband.Platform.Credentials;

/// <summary>Words that people build passwords from, chosen by us: what is near the keyboard, the calendar and the heart.</summary>
internal static class GuessedWords
{
    public static IReadOnlyList<string> All { get; } = (
        "password passwort passwords motdepasse contrasena senha parola secret secrets geheim hello helloworld hallo "
        + "bonjour welcome willkommen bienvenue letmein login signin access admin administrator root user guest test tester "
        + "testing demo sample example changeme change default temp temporary master server computer internet network "
        + "windows linux apple google android office company business work team monday tuesday wednesday thursday friday "
        + "saturday sunday january february march april june july august september october november december spring summer "
        + "autumn winter sommer herbst fruehling sunshine rainbow starlight moonlight sunflower flower butterfly princess "
        + "prince queen king angel angels heaven lovely love loveyou iloveyou ilove forever always sweet sweetie honey baby "
        + "babygirl darling family mother father sister brother daddy mommy friend friends happy smile lucky magic dream "
        + "dreams freedom peace hope faith grace blessed jesus christ god dragon monkey tiger lion panther eagle falcon "
        + "phoenix wolf bear shark dolphin horse pony kitten kitty puppy doggy hunter killer ninja samurai warrior soldier "
        + "knight wizard shadow ghost monster vampire zombie pirate ranger rocket thunder lightning storm fire diamond "
        + "silver golden crystal purple orange yellow green blue black white chocolate cookie cookies coffee cheese banana "
        + "cherry pepper ginger pumpkin football baseball basketball soccer hockey tennis golf swimming racing chelsea "
        + "liverpool arsenal barcelona madrid juventus yankees michael jordan michelle jennifer jessica daniel thomas "
        + "robert william charlie george andrew anthony matthew joshua ashley amanda nicole samantha alexander victoria "
        + "maria anna peter martin stefan andreas pierre marco luca sofia elena natasha ivan carlos miguel superman batman "
        + "spiderman starwars pokemon pikachu matrix minecraft nintendo playstation harrypotter mustang ferrari porsche "
        + "mercedes corvette harley yamaha london paris berlin munich newyork america england france germany italia espana "
        + "canada australia mexico brazil asdf qwer qwert qwerty qwertz azerty zxcv abc abcd money dollar bitcoin trustno "
        + "whatever nothing something startrek guitar music rockstar metallica mypassword mysecret mylogin nopassword "
        + "newpassword oldpassword thepassword supersecret topsecret "
        + "correcthorsebatterystaple").Split(' ');
}
