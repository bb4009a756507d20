// Prints what OmegaT finds for a text in the glossary folder of a project: source TAB target, one pair a line.
// java -cp OmegaT.jar ReadGlossary.java PROJECT SOURCE_LANG TARGET_LANG TEXT
import java.io.File;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import org.omegat.core.Core;
import org.omegat.core.data.IProject;
import org.omegat.core.data.ProjectProperties;
import org.omegat.gui.glossary.GlossaryEntry;
import org.omegat.gui.glossary.GlossaryManager;
import org.omegat.tokenizer.DefaultTokenizer;

public class ReadGlossary {
    public static void main(String[] words) throws Exception {
        File project = new File(words[0]);
        ProjectProperties properties = new ProjectProperties(project);
        properties.setSourceLanguage(words[1]);
        properties.setTargetLanguage(words[2]);
        Core.setProject((IProject) Proxy.newProxyInstance(
            ReadGlossary.class.getClassLoader(), new Class<?>[] {IProject.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "getProjectProperties" -> properties;
                case "getSourceTokenizer", "getTargetTokenizer" -> new DefaultTokenizer();
                case "isProjectLoaded" -> true;
                default -> null;
            }));
        GlossaryManager manager = new GlossaryManager(null);
        manager.start();  // asks the project for its folder
        manager.stop();
        for (File file : new File(project, "glossary").listFiles()) {
            try {
                manager.fileChanged(file);
            } catch (NullPointerException noPane) {
                // The glossary is loaded; there is no window to show it in.
            }
        }
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (GlossaryEntry entry : manager.search(words[3])) {
            for (String target : entry.getLocTerms(false)) {
                out.println(entry.getSrcText() + "\t" + target);
            }
        }
    }
}
