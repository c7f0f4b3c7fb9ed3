;;; lsp.el --- what people do with a schema, done in Emacs by eglot: see lsp.sh  -*- lexical-binding: t -*-
;; Says each step; the first that fails ends it with status 1. For Emacs 28 with the package eglot, and newer.
(package-initialize)
(require 'eglot)
(require 'flymake)
(setq inhibit-message t)
(fset 'y-or-n-p #'always) ; a rename over several files asks first

(defvar passed 0)
(defun say (format &rest args) (let ((inhibit-message nil)) (princ (apply #'format (concat format "\n") args))))
(defun check (what ok &optional seen)
  (say "%-4s %s" (if ok "ok" "FAIL") what)
  (unless ok
    (say "%S" seen)
    (kill-emacs 1))
  (setq passed (1+ passed)))
(defun wait (condition)
  (let ((deadline (+ (float-time) 10)) ok)
    (while (and (not (setq ok (funcall condition))) (< (float-time) deadline)) (accept-process-output nil 0.02))
    ok))
(defun text () (buffer-substring-no-properties (point-min) (point-max)))
(defun has (part) (and (string-match-p (regexp-quote part) (text)) t))
(defun at (part) (goto-char (point-min)) (search-forward part) (goto-char (match-beginning 0)))
(defun said ()
  (eglot--signal-textDocument/didChange) ; Emacs does so when its person rests
  (flymake-start)
  (mapcar (lambda (d) (cons (line-number-at-pos (flymake-diagnostic-beg d)) (flymake-diagnostic-text d))) (flymake-diagnostics)))

;; The lines of docs/editors.md.
(define-derived-mode prisma-mode prog-mode "Prisma" (setq-local comment-start "// "))
(add-to-list 'auto-mode-alist '("\\.prisma\\'" . prisma-mode))
(add-to-list 'eglot-server-programs `(prisma-mode . (,(getenv "CREATE_APP") "lsp")))

(setq eglot-sync-connect 10 eglot-confirm-server-initiated-edits nil)
(find-file "prisma/schema/main.prisma")
(setq project-find-functions (list (let ((root (expand-file-name "../.."))) (lambda (_) (cons 'transient root)))))
(apply #'eglot (eglot--guess-contact)) ; eglot-ensure without a person who types
(check "the server starts" (eglot-current-server))

(check "an unknown type is said at its place"
       (wait (lambda () (let ((d (said))) (and (= (length d) 1) (= (caar d) 12) (string-match-p "Strng" (cdar d))))))
       (said))

(at "Strng")
(let* ((diagnostics (flymake-diagnostics (point)))
       (actions (jsonrpc-request (eglot-current-server) :textDocument/codeAction
                                 (list :textDocument (eglot--TextDocumentIdentifier)
                                       :range (list :start (eglot--pos-to-lsp-position (point)) :end (eglot--pos-to-lsp-position (+ (point) 5)))
                                       :context (list :diagnostics (vconcat (mapcar (lambda (d) (cdr (assoc 'eglot-lsp-diag (eglot--diag-data d)))) diagnostics))))))
       (fix (seq-find (lambda (a) (string-match-p "String" (plist-get a :title))) actions)))
  (check "a quick fix corrects the spelling" fix actions)
  (eglot--apply-workspace-edit (plist-get fix :edit)))
(check "and is made" (has "name  String\n") (text))
(check "the diagnostic goes with it" (wait (lambda () (null (said)))) (said))

(add-hook 'before-save-hook #'eglot-format-buffer nil t)
(insert " ")
(delete-char -1)
(save-buffer)
(check "saving formats the file" (has "\n  id    Int    @id @default(autoincrement())\n  name  String\n  email String @unique\n  posts Post[]\n") (text))

(defun complete (line)
  (goto-char (point-max))
  (forward-line -1)
  (insert line "\n")
  (backward-char 1)
  (eglot--signal-textDocument/didChange)
  (let* ((c (eglot-completion-at-point))
         (labels (mapcar #'substring-no-properties (all-completions "" (nth 2 c)))))
    (delete-region (line-beginning-position) (1+ (line-end-position)))
    (eglot--signal-textDocument/didChange)
    labels))
(let ((types (complete "  role ")))
  (check "completion offers types, of other files too" (and (member "String" types) (member "Post" types)) types))
(let ((fields (complete "  @@index([")))
  (check "completion offers the fields of a model" (and (member "email" fields) (not (member "title" fields))) fields))

(at "User {")
(eglot-rename "Account")
(check "a rename changes the model, and keeps the name of its table" (and (has "model Account {") (has "@@map(\"User\")")) (text))
(with-current-buffer (find-file-noselect "post.prisma")
  (check "and reaches the other file" (has "author   Account ") (text)))
(check "nothing is wrong afterwards" (wait (lambda () (null (said)))) (said))

(at "Post[]")
(check "a type leads to its model in the other file"
       (let ((found (xref-backend-definitions 'eglot "LSP identifier at point.")))
         (and found (string-suffix-p "post.prisma" (xref-location-group (xref-item-location (car found)))))))

(let ((server (eglot-current-server)))
  (eglot-shutdown server)
  (check "the server ends" (not (jsonrpc-running-p server))))
(say "%d passed, 0 failed" passed)
(dolist (b (buffer-list)) (with-current-buffer b (set-buffer-modified-p nil)))
(kill-emacs 0)
